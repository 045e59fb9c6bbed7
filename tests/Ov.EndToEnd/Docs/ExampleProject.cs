using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ov.EndToEnd.Docs;

/// <summary>
/// The project in which the documentation's examples are run. It is made once and put back, files and ledger, before each example.
/// </summary>
public sealed class ExampleProject : IDisposable
{
    /// <summary>Shown with every failure: who writes an example chooses among these.</summary>
    public const string Cast = """
        Run run-1 (active, lands on main, checked out):
          task 1  closed: landed by builder-2, whose worktree is left
          task 2  completed by builder-4: branch overstory/builder-4/2-add-json-to-export waits to land
          task 3  pending and ready, with a spec; nobody works on it
          task 4  in progress: builder-1, which has committed; it reports to lead-1 and may change src/auth/**
          task 5  in progress: builder-3
          task 6  in progress: lead-1
          task 7  pending, needs 3
          task 8  completed by builder-5 without changes: nothing to land
        Run run-2 (active, lands on side): its only task is closed, landed. Group login: tasks 3 and 4. Token laptop.
        Notes: the plan plan-export of task 3, version 1. Lessons: one of the domain exporters (note-k3v9q2mz), one of parser.
        Mail to the operator: msg-k3v9q2mz (k3v9), a question of builder-1; msg-p7xw1f5d (p7xw), a status of lead-1.
        <kind>-k3v9q2mz is an id: task 3, run-1, group login, agent builder-1, the newest gate. Files: notes.md, note.md, answer.md, plan.md, step.md, notes/export.md, my-agent; task files in planning/: 21-read-names.prompt.md, show-names.md.
        """;

    private readonly OvProject _project;
    private readonly string _asKept;

    public ExampleProject()
    {
        _project = new OvProject(config: "watch:\n  enabled: false\n", check: "true");
        Files();
        Play();
        End();
        Run("cp", "-a", Box.Root, Kept);
        _asKept = Look();
    }

    public Sandbox Box => _project.Box;

    private string Kept => Box.Root + ".kept";

    /// <summary>Runs an example's commands one after the other and says what is wrong with the first that fails; null when none does.</summary>
    public string? Fault(DocExample example)
    {
        Restore();
        foreach (var command in example.Commands)
        {
            var stage = ExampleStage.Of(command);
            if (stage.RunBy is null && Fault(example, command, stage) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    public void Dispose()
    {
        Directory.Delete(Kept, recursive: true);
        Box.MayLeaveProcesses = true;
        _project.Dispose();
    }

    private string? Fault(DocExample example, string command, ExampleStage stage)
    {
        var folder = stage.Fresh ? FreshRepository() : stage.Caller is { } agent ? _project.WorktreeOf(agent) : Box.Repo;
        var variables = stage.Caller is { } name ? new Dictionary<string, string> { ["OVERSTORY_AGENT_NAME"] = name, ["OV_OPERATOR_TOKEN"] = "" } : [];
        if (stage.Hosts)
        {
            StartHosts();
        }

        if (stage.Before.Length > 0)
        {
            Box.Run("sh", ["-ec", stage.Before], folder, variables: variables).Ok();
        }

        using var meanwhile = stage.Meanwhile.Length > 0 ? Box.RunAsync("sh", ["-c", stage.Meanwhile]) : null;
        var run = Box.Run("sh", ["-c", WithIds(command)], folder, stage.Input, variables, TimeSpan.FromSeconds(30));
        meanwhile?.GetAwaiter().GetResult();
        var expected = DocExample.ExitOf(command);
        var isHook = Regex.IsMatch(command, @"^ov (log|prime|guard)\b|--inject");
        return run.ExitCode == expected && !(isHook && run.Stderr.Length > 0) ? null
            : $"""
                {example}: `{command}` {(run.ExitCode == expected ? "wrote to stderr, as a hook does when it fails" : $"exits with {run.ExitCode}, not {expected}")}:
                {Indented(run.Stdout + run.Stderr)}
                """;
    }

    /// <summary>What only reads leaves every file as it was, and most examples only read.</summary>
    private void Restore()
    {
        End();
        if (Look() == _asKept)
        {
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(Box.Root))
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        Run("cp", "-a", Kept + "/.", Box.Root);
    }

    /// <summary>Every file with its size and time.</summary>
    private string Look() => string.Join('\n', new DirectoryInfo(Box.Root).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal));

    /// <summary>Whatever an example left running.</summary>
    private void End() => Leftovers.End(Box.Root, TimeSpan.Zero);

    private void StartHosts()
    {
        foreach (var agent in _project.Rows("SELECT id FROM agent WHERE ended_at IS NULL", row => row.Text("id")))
        {
            _ = Box.RunAsync("sh", ["-c", $"setsid ov host --agent {agent} </dev/null >/dev/null 2>&1 &"]);
        }
    }

    private string FreshRepository()
    {
        var folder = Path.Combine(Box.Root, "fresh");
        Directory.CreateDirectory(folder);
        Box.Run("git", ["init", "-q"], folder).Ok();
        Box.Run("git", ["commit", "-q", "--allow-empty", "-m", "First"], folder).Ok();
        return folder;
    }

    private string WithIds(string command) => Regex.Replace(command, @"\b(?:(?<kind>[a-z]+)-)?(?<word>k3v9q2mz|p7xw1f5d|k3v9|p7xw)\b", match =>
    {
        var (kind, word) = (match.Groups["kind"].Value, match.Groups["word"].Value);
        var sql = (kind, word[0]) switch
        {
            ("task", _) => "SELECT id FROM task WHERE number = 3",
            ("run", _) => "SELECT id FROM run WHERE name = 'run-1'",
            ("group", _) => "SELECT id FROM task_group WHERE name = 'login'",
            ("agent", _) => "SELECT id FROM agent WHERE name = 'builder-1'",
            ("gate", _) => "SELECT id FROM gate ORDER BY seq DESC",
            ("note", _) => "SELECT note_id AS id FROM lesson WHERE domain = 'exporters'",
            ("msg" or "", 'k') => "SELECT id FROM message WHERE subject = 'Scope question'",
            ("msg" or "", _) => "SELECT id FROM message WHERE subject = 'Half way'",
            _ => throw new Xunit.Sdk.XunitException($"`{command}`: say in ExampleProject.WithIds which row {match.Value} is."),
        };
        var id = _project.Rows(sql, row => row.Text("id"))[0];
        return kind.Length > 0 ? id : id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..];
    });

    private void Files()
    {
        foreach (var file in new[] { "notes.md", "note.md", "answer.md", "plan.md", "step.md", "notes/export.md", "src/export/export.sh", "src/login/login.sh" })
        {
            Box.WriteFile(file, "Lists are never null.\n");
        }

        Box.WriteFile("planning/21-read-names.prompt.md", "---\nnumber: 21\ntitle: Read long names\nstatus: pending\ndependencies: []\n---\n");
        Box.WriteFile("planning/show-names.md", "---\nname: Show long names\ndepends_on: [21]\n---\n");
        File.SetUnixFileMode(Box.WriteFile("my-agent", "#!/bin/sh\ncat >/dev/null\n"), (UnixFileMode)0b111_101_101);
        Box.WriteProgram("generate-spec", "echo 'Lists are never null.'");
        Box.WriteProgram("generate-report", "echo 'All went well.'");
        Box.WriteProgram("gh", "[ $2 = create ] && echo https://example.org/shop/pull/7 || echo '[]'");
        Box.WriteProgram("sd", """echo '{"success":true,"issues":[{"id":"shop-9238","title":"Fix the rounding of totals","status":"open","type":"bug","priority":1}]}'""");
        // Programs that examples call, and the reader's editor.
        foreach (var program in new[] { "make", "npm", "editor" })
        {
            Box.WriteProgram(program, "exit 0");
        }

        Box.Variables["VISUAL"] = "editor";
        Box.Variables["SHELL"] = "/bin/bash";
        Box.Git("add", "-A");
        Box.Git("commit", "-qm", "Sources");
    }

    private void Play()
    {
        Box.Git("branch", "side");
        Ov("run start run-2 --target side");
        Ov("task add 'Speed up the build' --run run-2");
        Finish("builder-9", "sling 1 --run run-2 --name builder-9");
        Ov("merge --all --run run-2");
        Ov("run start run-1 --target main");
        foreach (var title in new[] { "Fix the flaky login test", "Add --json to export", "Write the manual", "Export as JSON lines", "Rework the parser", "Rework the login", "Translate the manual", "Measure the start-up" })
        {
            Ov($"task add '{title}' --run run-1 {(title.StartsWith("Translate", StringComparison.Ordinal) ? "--needs 3" : "")}");
        }

        Ov("spec write 3 --body 'Every command has an example.' --run run-1");
        Ov("spec write 3 --body 'Every command has two examples.' --run run-1");
        Finish("builder-2", "sling 1 --run run-1 --name builder-2");
        Ov("merge --all --run run-1");
        Finish("builder-4", "sling 2 --run run-1 --name builder-4");
        Ov("sling 8 --run run-1 --name builder-5");
        _project.OvAs("builder-5", "task", "done", "--no-changes", "--reason", "it is quick").Ok();
        Ov("sling 6 --run run-1 --role lead --name lead-1");
        _project.OvAs("lead-1", "sling", "4", "--name", "builder-1", "--files", "src/auth/**").Ok();
        Ov("sling 5 --run run-1 --name builder-3");
        Commit("builder-1");
        Ov("group create login 3 4 --run run-1");
        Ov("token create laptop");
        Ov("note write plan-export 'First the reader.' --kind plan --task 3 --run run-1");
        Ov("note lesson add 'Exports are UTF-8 without a mark, in every encoding of the terminal.' --domain exporters");
        Ov("note lesson add 'The parser reads one line at a time.' --domain parser");
        _project.OvAs("builder-1", "mail", "send", "--to", "operator", "--subject", "Scope question", "--body", "May I touch src/auth?", "--type", "question").Ok();
        _project.OvAs("lead-1", "mail", "send", "--to", "operator", "--subject", "Half way", "--body", "Half of it works.").Ok();
    }

    private void Finish(string agent, string sling)
    {
        Ov(sling);
        Commit(agent);
        _project.OvAs(agent, "task", "done", "--summary", "done").Ok();
    }

    private void Commit(string agent)
    {
        var folder = _project.WorktreeOf(agent);
        File.WriteAllText(Path.Combine(folder, $"{agent}.txt"), "work\n");
        Box.Run("git", ["add", "-A"], folder).Ok();
        Box.Run("git", ["commit", "-qm", $"Work of {agent}"], folder).Ok();
    }

    private void Ov(string line) => Box.Run("sh", ["-c", $"ov {line}"]).Ok();

    private void Run(string program, params string[] args) => Box.Run(program, args, directory: "/").Ok();

    private static string Indented(string text) => "    " + text.TrimEnd().ReplaceLineEndings("\n    ");
}
