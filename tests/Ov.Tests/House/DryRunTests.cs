using System.Text.Json;
using System.Text.Json.Nodes;
using Ov.Cli.Schemas;
using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.House;

/// <summary>Every command that changes anything has <c>--dry-run</c>, answers as it would in earnest, and changes nothing: no row, no ref, no file.</summary>
public sealed class DryRunTests : IDisposable
{
    private static readonly string[] Scratch = ["/overstory/integration/", "/worktrees/main/", "/objects/"];

    private readonly TaskSite _site = new();
    private readonly (string, string)[] _operator;

    public DryRunTests()
    {
        using var ledger = _site.Project.OpenLedger();
        _operator = [("OV_OPERATOR_TOKEN", ledger.Write(tx => OperatorTokenStore.Create(tx, "of the test"))), ("EDITOR", "false"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")];
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Every_command_that_changes_anything_answers_a_dry_run_and_changes_nothing()
    {
        Prepare();
        var mail = Ids("SELECT id FROM message WHERE recipient = 'operator' AND subject = 'Plain'");
        var question = Ids("SELECT id FROM message WHERE recipient = 'operator' AND subject = 'Tabs?'");
        var gates = new[] { "destructive", "merge", "feedback", "breaker_review", "breaker_verify" }.Select(kind => Ids($"SELECT id FROM gate WHERE kind = '{kind}'")).ToList();
        var lesson = Ids("SELECT note_id AS id FROM lesson");
        (string? Speaker, string Command, string[] More)[] table =
        [
            (null, "init", []),
            (null, "update", []),
            (null, "run start", ["other"]),
            (null, "run complete", ["empty"]),
            (null, "run abort", ["empty", "--reason", "late"]),
            (null, "run fail", ["bad", "--reason", "in vain"]),
            (null, "run reopen", ["over"]),
            (null, "run stage", ["reviewing", "empty"]),
            (null, "run loop", ["on", "empty"]),
            (null, "run steer", ["empty", "--trigger", "why"]),
            (null, "run set", ["dispatch.cap=2", "--run", "empty"]),
            (null, "run core", ["complete", "empty", "--reason", "all is there"]),
            (null, "run deliver", ["empty", "--land"]),
            (null, "run follow", ["empty", "--from", "main"]),
            (null, "task add", ["Another"]),
            (null, "task edit", ["2", "--title", "Renamed"]),
            (null, "task insert", ["Between", "--before", "2", "--yes"]),
            (null, "task patch", ["Mended", "--criterion", "it works"]),
            (null, "task triage", []),
            (null, "task import", ["planning"]),
            (null, "task export", ["prompts"]),
            (null, "task sync", ["planning"]),
            ("spare", "task claim", ["2"]),
            ("builder-1", "task release", ["1", "--reason", "tired"]),
            ("builder-1", "task release", ["1", "--scratch", "--reason", "the wrong way"]),
            (null, "task reassign", ["2", "--to", "spare"]),
            ("builder-1", "task block", ["1", "--reason", "needs a key"]),
            ("builder-1", "task handoff", ["1", "--to", "scout", "--reason", "find out first"]),
            ("builder-1", "task done", ["--summary", "did it"]),
            (null, "task close", ["5"]),
            (null, "task cancel", ["2", "--reason", "no"]),
            (null, "task reopen", ["4", "--reason", "yes"]),
            (null, "group create", ["more", "2"]),
            (null, "group add", ["some", "5"]),
            (null, "group remove", ["some", "2"]),
            (null, "spec write", ["2", "--body", "Like this."]),
            (null, "note write", ["plan", "First this."]),
            ("builder-1", "note append", ["plan", "Then that."]),
            (null, "note lesson", ["Tests first.", "--domain", "tests"]),
            (null, "note lesson add", ["Tests first.", "--domain", "tests"]),
            (null, "note lesson outcome", [lesson, "worked"]),
            (null, "note lesson retire", [lesson, "--reason", "over"]),
            (null, "note lesson import", []),
            (null, "token create", ["new"]),
            (null, "token revoke", ["ci"]),
            (null, "mail send", ["--to", "builder-1", "--subject", "s", "--body", "b"]),
            (null, "mail check", ["--debounce", "5"]),
            (null, "mail read", [mail]),
            (null, "mail reply", [mail, "--body", "b"]),
            (null, "mail ack", [mail]),
            (null, "mail answer", [question, "--body", "Spaces."]),
            (null, "mail purge", ["--all", "--unread"]),
            (null, "mail ask", ["--to", "builder-1", "--subject", "s", "--body", "b"]),
            ("spare", "scope request", ["src/b.cs", "--reason", "it is needed"]),
            (null, "scope grant", ["spare"]),
            (null, "scope refuse", ["spare", "--reason", "no"]),
            ("builder-1", "log", ["tool-start", "--tool-name", "Bash"]),
            (null, "merge", ["--branch", "overstory/builder-1/1"]),
            (null, "review comment", ["1", "--body", "Add a test."]),
            (null, "review approve", ["overstory/builder-1/1"]),
            (null, "review land", ["overstory/builder-1/1"]),
            (null, "gate open", ["--kind", "approval", "--question", "Is it complete?"]),
            (null, "gate answer", [gates[2], "done"]),
            (null, "gate record", ["2", "--body", "{\"verdict\": \"approved\"}"]),
            (null, "gate skip", [gates[4]]),
            (null, "gate accept", [gates[3], "--caveats", "Untested."]),
            (null, "gate approve", [gates[0]]),
            (null, "gate reject", [gates[0], "--reason", "no"]),
            (null, "gate abort", [gates[1]]),
            (null, "merge undo", []),
            (null, "merge backups", ["--prune"]),
            (null, "undo", []),
            (null, "worktree create", ["topic"]),
            (null, "worktree remove", ["builder-2"]),
            (null, "worktree restore", ["builder-2", "--list"]),
            (null, "worktree clean", ["--all"]),
            (null, "worktree prune", []),
            (null, "run report", ["--junit", "report.xml"]),
            (null, "clean", ["--all", "--run", "empty"]),
            (null, "doctor", ["--fix"]),
            (null, "watch", ["--once"]),
            (null, "telemetry export", []),
            (null, "sling", ["Something new"]),
            (null, "discover", ["--only", "testing"]),
            (null, "stop", ["builder-1", "--clean-worktree", "--force"]),
            (null, "nudge", ["builder-1"]),
            ("builder-1", "compact", ["--body", "Goal: x"]),
            (null, "coordinator start", ["--name", "new-coordinator"]),
            (null, "coordinator stop", ["--name", "a-coordinator"]),
            (null, "coordinator send", ["--name", "a-coordinator", "--body", "b"]),
            (null, "coordinator confirm", []),
            (null, "coordinator ask", ["--name", "a-coordinator", "--body", "b"]),
            (null, "orchestrator start", ["--name", "new-orchestrator"]),
            (null, "orchestrator stop", ["--name", "a-orchestrator"]),
            (null, "orchestrator send", ["--name", "a-orchestrator", "--body", "b"]),
            (null, "orchestrator ask", ["--name", "a-orchestrator", "--body", "b"]),
            (null, "monitor start", ["--name", "new-monitor"]),
            (null, "monitor stop", ["--name", "a-monitor"]),
            (null, "monitor send", ["--name", "a-monitor", "--body", "b"]),
            (null, "monitor ask", ["--name", "a-monitor", "--body", "b"]),
            (null, "config set", ["agents.maxDepth", "3"]),
            (null, "config unset", ["watch.enabled", "--local"]),
            (null, "config edit", []),
            (null, "config trust", []),
            (null, "completions install", ["--shell", "fish"]),
            (null, "completions uninstall", []),
            (null, "runtime test", ["claude"]),
            (null, "hooks install", []),
            (null, "hooks uninstall", []),
            (null, "watch install", []),
            (null, "watch uninstall", []),
        ];
        var faults = new List<string>();
        var schema = new SchemaCheck(AnswerSchema.Of("ov", CommandLine.Commands().Select(one => (one.Command, one.Guide))));
        var before = State();
        foreach (var (speaker, command, rest) in table)
        {
            var run = As(speaker, [.. command.Split(' '), .. rest, "--dry-run", "--json"]);
            if (run.Exit != 0 || (command != "log" && !SaysDryRun(run)))
            {
                faults.Add(run.ToString());
            }

            faults.AddRange(run.Out.Length == 0 ? [] : schema.Faults((JsonObject)JsonNode.Parse(run.Out)!).Select(fault => $"{run}\n{fault}"));
            var now = State();
            if (now != before)
            {
                faults.Add($"{run}\nchanged something:\n{string.Join('\n', now.Split('\n').Except(before.Split('\n')))}");
                before = now;
            }
        }

        faults.AddRange(CommandLine.Commands().Where(one => one.Guide.Writes || one.Guide.Rehearsable || one.Command.Options.Any(option => option.Name == "--dry-run"))
            .Select(one => one.Path).Except(table.Select(row => row.Command)).Select(path => $"'{path}' is not tried here"));
        faults.AddRange(table.Select(row => row.Command).Except(CommandLine.Commands()
            .Where(one => one.Command.Options.Any(option => option.Name == "--dry-run")).Select(one => one.Path)).Select(path => $"'{path}' has no --dry-run"));
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    [Fact]
    public void A_dry_run_is_refused_by_the_same_guards_and_says_in_text_that_nothing_was_changed()
    {
        As(null, "task", "add", "Work");
        var refused = As(null, "task", "edit", "1", "--needs", "1", "--dry-run");
        Assert.Equal((4, true), (refused.Exit, refused.Error.StartsWith("Error [cycle]:", StringComparison.Ordinal)));
        var added = As(null, "task", "add", "More", "--dry-run");
        Assert.Equal(0, added.Exit);
        Assert.StartsWith("[dry-run] ", added.Out, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed (dry run).\n", added.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", added.Out, StringComparison.Ordinal);
    }

    private static bool SaysDryRun(Answered run) =>
        JsonDocument.Parse(run.Out).RootElement.TryGetProperty("dryRun", out var said) && said.ValueKind == JsonValueKind.True;

    private void Prepare()
    {
        var project = _site.Project;
        As(null, "init");
        project.Write(".overstory/config.local.yaml", "watch:\n  enabled: false\n");
        project.Write(".mulch/expertise/api.jsonl", "{\"id\":\"mx-1\",\"type\":\"convention\",\"content\":\"Paths are plural.\"}\n");
        project.Write("planning/21-later.prompt.md", "---\nnumber: 21\ntitle: Later\n---\n");
        var work = _site.Add("Work");
        _site.Worker("builder-1", work);
        _site.CommitIn("builder-1", "one.txt", "one\n");
        _site.Add("Two");
        _site.Add("Three");
        var landed = _site.Add("Landed");
        _site.Worker("builder-2", landed);
        _site.CommitIn("builder-2", "two.txt", "two\n");
        var idle = _site.Add("Nothing to do");
        _site.Worker("builder-3", idle);
        var spare = project.AddAgent(_site.Run, "spare");
        using (var opened = project.OpenLedger())
        {
            opened.Write(tx => AgentStore.SetScope(tx, spare.Id, ["src/a.cs"]));
            opened.Write(tx => AgentStore.SetSession(tx, AgentStore.Live(tx.Sql, "builder-1")!.Id, "s-1"));
        }

        foreach (var role in new[] { "coordinator", "orchestrator", "monitor" })
        {
            project.AddAgent(_site.Run, $"a-{role}", role);
        }

        foreach (var (speaker, words) in new (string?, string[])[]
        {
            ("builder-2", ["task", "done", "--summary", "did it"]),
            (null, ["merge", "--branch", "overstory/builder-2/4"]),
            ("builder-3", ["task", "done", "--no-changes", "--reason", "it works"]),
            (null, ["run", "start", "empty"]),
            (null, ["run", "start", "over"]),
            (null, ["run", "complete", "over"]),
            (null, ["run", "start", "bad"]),
            (null, ["task", "add", "In vain", "--run", "bad"]),
            (null, ["group", "create", "some", "2", "3", "--run", "run-1"]),
            (null, ["gate", "open", "--kind", "destructive", "--question", "Drop it?"]),
            (null, ["gate", "open", "--kind", "merge", "--task", "3", "--question", "Whose version?"]),
            (null, ["gate", "open", "--kind", "feedback", "--question", "Is this it?"]),
            (null, ["token", "create", "ci"]),
            (null, ["note", "lesson", "add", "Exports are UTF-8.", "--domain", "exporters"]),
            ("spare", ["scope", "request", "docs/**", "--reason", "it says how"]),
            ("builder-1", ["mail", "send", "--to", "operator", "--subject", "Plain", "--body", "b"]),
            ("builder-1", ["mail", "send", "--to", "operator", "--subject", "Tabs?", "--body", "b", "--type", "question"]),
        })
        {
            var run = As(speaker, words);
            Assert.True(run.Exit == 0, run.ToString());
        }

        using (var app = project.OperatorApp())
        {
            foreach (var (kind, number) in new[] { (GateKind.BreakerReview, 3), (GateKind.BreakerVerify, 5) })
            {
                app.Ledger.Write(tx => GateStore.Insert(tx, new GateRecord(
                    tx.NewId("gate"), _site.Run.Id, TaskStore.ByNumber(tx.Sql, _site.Run.Id, number)!.Id, kind, GateState.Pending, "How?", "", "operator", null, tx.Now, null, GatePoint.None, null, null, null, null)));
            }
        }

        project.Git("update-ref", "refs/heads/ov/empty", project.Git("commit-tree", "-p", "main", "-m", "To be brought home", "main^{tree}").Trim());
        using var ledger = project.OpenLedger();
        ledger.Write(tx =>
        {
            var task = TaskStore.OfRun(tx.Sql, RunStore.ByName(tx.Sql, "bad")!.Id).Single();
            TaskStore.Move(tx, task, TaskState.InProgress, "operator");
            TaskStore.Move(tx, task with { State = TaskState.InProgress }, TaskState.Failed, "operator");
        });
    }

    private Answered As(string? speaker, params string[] words) => _site.Project.Ov(
        speaker is null ? _operator : [("OVERSTORY_AGENT_NAME", speaker), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf(speaker))],
        speaker is null && words[0] is not ("init" or "token" or "worktree" or "watch" or "undo") && !words.Contains("--run") ? [.. words, "--run", "run-1"] : words);

    private string Ids(string sql)
    {
        using var ledger = _site.Project.OpenLedger();
        return ledger.Read(reader => reader.All(sql, row => row.Text("id")))[0];
    }

    /// <summary>
    /// Every row, every ref and every file, but for scratch: SQLite's own beside the ledger, and the bench on which a merge is built and
    /// foreseen alike.
    /// </summary>
    private string State()
    {
        using var ledger = _site.Project.OpenLedger();
        var rows = ledger.Read(sql => sql.All("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_fts%'", row => row.Text("name"))
            .SelectMany(table => sql.All($"SELECT json_array({string.Join(", ", sql.All($"SELECT name FROM pragma_table_info('{table}')", row => $"CAST({row.Text("name")} AS TEXT)"))}) AS line FROM {table}",
                row => $"{table} {row.Text("line")}")).ToList());
        var files = Directory.EnumerateFiles(_site.Project.Folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("ov.db", StringComparison.Ordinal))
            .Where(file => !Scratch.Any(folder => file.Contains(folder, StringComparison.Ordinal)) && Path.GetFileName(file) != "index")
            .Select(file => $"{file} {new FileInfo(file).Length}").Order(StringComparer.Ordinal);
        return string.Join('\n', rows.Concat(files).Append(_site.Project.Git("for-each-ref")).Concat(_site.Project.Git("worktree", "list").Split('\n').Where(line => !line.Contains(Scratch[0], StringComparison.Ordinal))));
    }
}
