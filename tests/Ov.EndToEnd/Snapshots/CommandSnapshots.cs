using System.Text.RegularExpressions;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.EndToEnd.Snapshots;

/// <summary>
/// What every command prints, in text and as JSON; landing, worktrees and watching have theirs beside their tests. A test that walks the command tree asks for both
/// of every command.
/// </summary>
public sealed class CommandSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void The_program_itself(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = text => Regex.Replace(
            Regex.Replace(text, @"ov [^ \n]+ \(([0-9a-f]{12}|\{commit-\d\}|unknown)(-dirty)?, (native|managed), SQLite 3[0-9.]+", "ov {version} ({commit}, {build}, SQLite {sqlite}"),
            "\"(version|commit|build|sqlite)\": \"[^\"]*\"", "\"$1\": \"{$1}\"");
        day.Shows("version");
        day.ShowsCase("errors", "help", "errors");
        day.ShowsCase("command", "help", "mail", "send");
        day.Shows("schema", "mail", "answer");
        day.Refuses(3, "not-found", "unknown-command", "schema", "mial");
        day.ShowsCase("day", "help");
        day.ShowsCase("topics", "help", "topics");
        day.ShowsCase("code", "help", "scope-overlap");
        day.Show("help", "one-screen", day.Project.Ov(day.Line("sling", "-h"))).Ok();
        day.Refuses(2, "usage", "no-command", "ov", "mial", "--help");
        day.Refuses(3, "not-found", "unknown-command", "help", "mial");
        day.Refuses(2, "usage", "unknown-command", "ov", "mial");
        day.Refuses(2, "usage", "unknown-option", "version", "--versoin");
    });

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_new_project(Form form) => Day.Play(form, day =>
    {
        using var box = new Sandbox();
        OnlyKnownPrograms(box);
        OvRun Init(string? name, params string[] rest) => day.Show("init", name, box.Run("ov", day.Line("init", rest)), box);

        Init("not-a-repository").Refused(7, "not-a-repository");
        box.InitRepository();
        day.Show("mail check", "not-initialised", box.Run("ov", day.Line("mail check")), box).Refused(7, "not-initialised");
        box.WriteFile("Makefile", "test:\n\ttrue\n");
        Init("dry-run", "--dry-run").Ok();
        Init(null, "--test", "--yes", "--token-file", Path.Combine(box.Home, "token")).Ok();
        Init("again").Ok();
        OvRun Update(string? name, params string[] rest) => day.Show("update", name, box.Run("ov", day.Line("update", rest)), box);
        box.WriteFile(".overstory/agent-defs/scout.md", "# Our scouts\n");
        File.Delete(Path.Combine(box.Repo, ".overstory/agent-defs/monitor.md"));
        Update("edited").Ok();
        File.Delete(Path.Combine(box.Repo, ".overstory/agent-defs/.written"));
        Update("dry-run", "--dry-run").Ok();
        Update(null).Ok();
        Directory.Delete(Path.Combine(box.Repo, ".overstory/agent-defs"), recursive: true);
        File.CreateSymbolicLink(Path.Combine(box.Repo, ".overstory/agent-defs"), "elsewhere");
        Update("unsafe-storage").Refused(7, "unsafe-storage");
        Init("second-token", "--token-file", Path.Combine(box.Home, "other")).Refused(4, "state");
    });

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Runs_tasks_groups_and_specs(Form form) => Day.Play(form, day =>
    {
        day.ShowsCase("none", "run");
        day.ShowsCase("none", "run list");
        day.ShowsCase("none", "task list");
        day.ShowsCase("none", "task ready");
        day.ShowsCase("none", "group list");
        day.Refuses(3, "not-found", "none", "run show");
        day.Shows("run start", "login", "--objective", "Rework the login");
        day.Refuses(5, "name-taken", "name-taken", "run start", "login");
        day.Refuses(3, "not-found", "unknown-target", "run start", "other", "--target", "mian");
        day.Shows("run");
        day.Shows("run list");
        day.Shows("run show", "login");

        day.Shows("task add", "Export as JSON", "--files", "src/export/**", "--priority", "high", "--criterion", "make test passes", "--body", "Lists are never null.");
        day.ShowsCase("needs", "task add", "Write the manual", "--needs", "1");
        day.Refuses(3, "not-found", "unknown-need", "task add", "Never", "--needs", "7");
        day.Refuses(2, "usage", "wrong-option", "task add", "Never", "--priority", "urgent");
        day.Refuses(2, "usage", "no-title", "task add");
        day.Shows("task list");
        day.ShowsCase("grouped", "task list", "--group");
        day.ShowsCase("all", "task list", "--all");
        day.ShowsCase("filtered", "task list", "--state", "blocked");
        day.Shows("task ready");
        day.Shows("task show", "1");
        day.Refuses(3, "not-found", "unknown", "task show", "9");
        day.Shows("task edit", "2", "--title", "Write the whole manual", "--reason", "the export has no page yet");
        day.Refuses(4, "cycle", "cycle", "task edit", "1", "--needs", "2");
        day.Refuses(4, "not-owner", "operator", "task claim", "1");
        day.Refuses(4, "not-ready", "not-ready", "sling", "2");

        day.Shows("spec write", "1", "--body", "Keep the old flag working.");
        day.ShowsCase("second", "spec write", "1", "--body", "Drop the old flag.");
        day.Shows("spec show", "1");
        day.ShowsCase("older", "spec show", "1", "--version", "1");
        day.Refuses(3, "not-found", "none", "spec show", "2");

        day.Does("task", "add", "Translate the manual");
        day.Shows("group create", "export", "1", "2");
        day.Refuses(5, "name-taken", "name-taken", "group create", "export", "1");
        day.Shows("group add", "export", "3");
        day.Shows("group remove", "export", "3");
        day.Shows("group status", "export");
        day.Shows("group list");
        day.Refuses(3, "not-found", "unknown", "group status", "exprot");

        day.ShowsCase("task", "show", "1");
        day.ShowsCase("run", "show", "login");
        day.ShowsCase("group", "show", "export");
        day.Refuses(3, "not-found", "unknown", "show", "nothing-like-it");
        day.Shows("prime");

        day.Shows("task cancel", "3", "--reason", "nobody reads it");
        day.Refuses(4, "state", "canceled", "task cancel", "3", "--reason", "again");
        day.Refuses(4, "incomplete-batch", "unfinished", "run complete");
        day.Shows("run abort", "--reason", "the customer left");
        day.Does("run", "start", "second");
        day.Shows("run complete", "second");
        day.Shows("run reopen", "second");
        day.Refuses(4, "state", "active", "run reopen", "second");
        day.Refuses(3, "not-found", "unknown", "run reopen", "secnd");
        day.Does("task", "add", "Split the parser");
        day.Refuses(4, "incomplete-batch", "unfinished", "run fail", "--reason", "it cannot be split");
        using (var ledger = day.Project.OpenLedger())
        {
            ledger.Write(tx =>
            {
                var task = TaskStore.OfRun(tx.Sql, RunStore.Active(tx.Sql).Single().Id).Single();
                TaskStore.Move(tx, task, TaskState.InProgress, "operator");
                TaskStore.Move(tx, task with { State = TaskState.InProgress }, TaskState.Failed, "operator");
            });
        }

        day.Refuses(4, "incomplete-batch", "failed", "run complete");
        day.Shows("run fail", "--reason", "it cannot be split");
        day.Refuses(4, "state", "final", "run reopen", "second");
    });

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Completions(Form form) => Day.Play(form, day =>
    {
        foreach (var shell in new[] { "bash", "zsh", "fish", "powershell" })
        {
            day.Shows($"completions {shell}");
        }

        day.Shows("completions install", "--shell", "zsh");
        day.Refuses(2, "usage", "unknown-shell", "completions install", "--shell", "fsh");
        day.Shows("completions uninstall");
        day.ShowsCase("none", "completions uninstall");
    });

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Tokens(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = text => Regex.Replace(text, "[0-9a-f]{64}", "{secret}");
        day.Shows("token create", "ci");
        day.Refuses(5, "name-taken", "name-taken", "token create", "ci");
        day.Shows("token list");
        day.Shows("token revoke", "ci");
        day.Refuses(3, "not-found", "unknown", "token revoke", "cd");
        day.Project.Box.Variables.Remove("OV_OPERATOR_TOKEN");
        day.Refuses(4, "not-operator", "unidentified", "token create", "mine");
    });

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Mail(Form form) => Day.Play(form, day =>
    {
        Idle(day, "alice", "bob");
        string Sent(string to, string subject, params string[] rest) => Id(day.Does(["mail", "send", "--to", to, "--subject", subject, "--body", "b", .. rest, "--json"]));

        day.ShowsCase("none", "mail list");
        day.Refuses(3, "not-found", "unknown-reader", "mail list", "--to", "nobody");
        day.Shows("mail send", "--to", "alice", "--subject", "Which export?", "--body", "JSON, please.", "--priority", "high");
        day.ShowsCase("group", "mail send", "--to", "@builders", "--subject", "Hello", "--body", "Everybody.");
        day.Refuses(3, "unknown-recipient", "unknown-recipient", "mail send", "--to", "alcie", "--subject", "s", "--body", "b");
        day.Refuses(2, "invalid-payload", "invalid-payload", "mail send", "--to", "alice", "--subject", "s", "--body", "b", "--type", "merge_failed", "--payload", "[]");
        day.Refuses(2, "usage", "wrong-option", "mail send", "--to", "alice", "--subject", "s", "--body", "b", "--type", "letter");
        day.Shows("mail list");
        day.Speaker = "alice";
        day.Shows("mail check");
        day.ShowsCase("none", "mail check");
        day.Speaker = null;
        Sent("bob", "For the hook");
        day.Speaker = "bob";
        day.ShowsCase("inject", "mail check", "--inject");
        day.Speaker = null;

        var question = Sent("alice", "Tabs or spaces?", "--type", "question");
        day.Speaker = "alice";
        day.Shows("mail read", question);
        day.Refuses(3, "not-found", "unknown", "mail read", "msg-zzzzzzzz");
        day.Shows("mail reply", question, "--body", "Spaces.");
        day.Refuses(124, "timed-out", "timed-out", "mail ask", "--to", "operator", "--subject", "Which API?", "--body", "v1 or v2?", "--timeout", "100ms");
        day.Speaker = null;
        var asked = day.Project.Rows("SELECT id FROM message WHERE subject = 'Which API?'", row => row.Text("id"))[0];
        day.Shows("mail answer", asked, "--body", "v2.");
        day.Refuses(4, "state", "answered", "mail answer", asked, "--body", "v1.");
        var note = Sent("bob", "Only a note");
        day.Speaker = "bob";
        day.Shows("mail ack", note);
        day.Refuses(3, "not-found", "unknown", "mail ack", "msg-zzzzzzzz");
        day.Speaker = null;
        day.ShowsCase("mail", "show", question);

        day.Shows("mail search", "spaces");
        day.ShowsCase("filtered", "mail search", "tabs spac*", "--from", "alice");
        day.ShowsCase("none", "mail search", "zebra");
        day.Refuses(2, "usage", "no-word", "mail search", "***");
        day.Refuses(2, "usage", "nothing", "mail purge");
        day.Refuses(6, "needs-confirmation", "unconfirmed", "mail purge", "--all");
        day.ShowsCase("dry-run", "mail purge", "--all", "--dry-run");
        day.ShowsCase("nobody", "mail purge", "--days", "30");
        day.Shows("mail purge", "--agent", "alice", "--yes");
        day.Refuses(3, "not-found", "unknown", "mail purge", "--agent", "alcie");
    }, Alone);

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_question_and_its_answer(Form form) => Day.Play(form, day =>
    {
        Idle(day, "alice");
        var asking = Task.Run(() => day.Project.OvAs("alice", day.Line("mail ask", "--to", "operator", "--subject", "Which API?", "--body", "v1 or v2?", "--timeout", "30s")));
        SpinWait.SpinUntil(() => day.Project.Count("SELECT COUNT(*) FROM message WHERE subject = 'Which API?'") > 0, TimeSpan.FromSeconds(30));
        day.Does("mail", "answer", day.Project.Rows("SELECT id FROM message WHERE subject = 'Which API?'", row => row.Text("id"))[0], "--body", "v2.");
        day.Show("mail ask", null, asking.GetAwaiter().GetResult()).Ok();
    }, Alone);

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Agents(Form form) => Day.Play(form, day =>
    {
        day.Does("run", "start", "work");
        day.Does("sling", "Add a parser", "--name", "alice", "--files", "src/parser/**");
        day.Does("sling", "Add a printer", "Add a scanner");
        Rest(day, "alice", "builder-2", "builder-3");
        day.Does("wait", "alice", "--until", "idle");
        day.Does("nudge", "alice", "The API changed");
        day.ShowsCase("agent", "show", "alice");
        day.Shows("agents");
        day.ShowsCase("filtered", "agents", "--state", "idle", "--role", "builder", "--limit", "1");
        day.ShowsCase("none", "agents", "--role", "reviewer");
        day.Refuses(3, "not-found", "role", "agents", "--role", "bilder");
        day.Refuses(2, "usage", "state", "agents", "--state", "asleep");

        day.Speaker = "alice";
        day.ShowsCase("agent", "prime");
        day.ShowsCase("compact", "prime", "--compact");
        day.Shows("log", "tool-start", "--tool-name", "Bash");
        day.Shows("guard", "--command", "git push origin main");
        day.ShowsCase("allowed", "guard", "--command", "git commit -m 'no git push'");
        day.Does("mail", "send", "--to", "operator", "--subject", "Which API?", "--body", "v1 or v2?", "--type", "question");
        day.Speaker = null;
        day.Shows("inspect", "alice");
        day.ShowsCase("messages", "inspect", "alice", "--messages");
        day.ShowsCase("children", "inspect", "alice", "--children");
        day.ShowsCase("context", "inspect", "alice", "--context");
        day.Refuses(2, "usage", "two", "inspect", "alice", "--context", "--children");
        day.Refuses(3, "not-found", "unknown", "inspect", "alcie");
        day.Refuses(2, "usage", "interval", "inspect", "alice", "--follow", "--interval", "10");
        day.Speaker = "alice";
        File.WriteAllText(Path.Combine(day.Project.WorktreeOf("alice"), "half.txt"), "half\n");
        day.Refuses(4, "dirty", "dirty", "task done", "--summary", "half");
        day.Speaker = null;

        day.ShowsCase("scope", "guard", "--file", "README.md", "--agent", "alice");
        day.ShowsCase("role", "guard", "--command", "echo x > notes.txt", "--role", "reviewer");
        day.Refuses(3, "not-found", "unknown-agent", "guard", "--command", "ls", "--agent", "alise");
        day.Refuses(4, "state", "held", "task release", "2");
        day.Speaker = "builder-2";
        day.Refuses(2, "usage", "scratch", "task release", "2", "--learned", "not this way");
        day.Refuses(3, "not-found", "scratch-keep", "task release", "2", "--scratch", "--reason", "the wrong way", "--keep", "nowhere.txt");
        day.Shows("task release", "2", "--reason", "needs a database first");
        day.Speaker = null;
        day.Shows("task reassign", "2", "--to", "builder-2", "--reason", "it knows the database");
        day.Refuses(4, "state", "busy-agent", "task reassign", "2", "--to", "alice");
        day.Refuses(3, "not-found", "unknown-agent", "task reassign", "2", "--to", "alise");
        day.Speaker = "builder-2";
        day.Shows("task claim", "2");
        day.Refuses(4, "not-owner", "foreign", "task block", "3", "--reason", "no database");
        day.Shows("task block", "2", "--reason", "no database");
        day.Refuses(4, "fenced", "blocked", "task block", "2", "--reason", "no database");
        day.Speaker = null;
        day.Show("wait", "report", day.Project.Ov(day.Line("wait", "2", "--until", "report")));
        day.ShowsCase("roles", "agents", "--roles");
        day.Shows("run report");
        day.ShowsCase("adopt", "run report", "--adopt", "1", "--dry-run");
        day.Refuses(3, "not-found", "unknown-action", "run report", "--adopt", "9");
        day.Does("sling", "2", "--restart", "--name", "builder-2");
        day.Speaker = "builder-2";
        day.Refuses(5, "already-claimed", "already-claimed", "task claim", "3");
        day.Refuses(2, "usage", "itself", "task handoff", "2", "--to", "builder", "--reason", "I am tired");
        day.Shows("task handoff", "2", "--to", "scout", "--reason", "the cause has to be found first");
        day.Speaker = null;
        day.Does("stop", "alice");
        day.Does("sling", "1", "--restart", "--name", "alice");
        day.Does("stop", "--all");
    }, Alone);

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Reports(Form form) => Day.Play(form, day =>
    {
        day.Does("run", "start", "work");
        Idle(day, "alice", "carol");
        day.Speaker = "alice";
        day.Refuses(4, "no-commit", "no-commit", "task done", "--summary", "nothing");
        day.Speaker = null;
        Commit(day, "alice", "parser.txt", "one\n");
        Commit(day, "carol", "printer.txt", "three\n");
        day.Speaker = "alice";
        day.Shows("task done", "--summary", "wrote the parser");
        day.Speaker = null;

        day.Does("merge", "--branch", Branch(day, "alice"));
        day.Refuses(4, "state", "landed-already", "merge", "--branch", Branch(day, "alice"));
        day.ShowsCase("merge", "show", Branch(day, "alice"));
        day.Does("stop", "--all");
        day.ShowsCase("forced-dry-run", "worktree remove", "carol", "--force", "--dry-run");
        day.ShowsCase("none", "worktree restore", "carol", "--list");
        day.Refuses(3, "not-found", "nothing-kept", "worktree restore", "carol");

        day.Does("task", "add", "Not worth it");
        day.Does("sling", "3", "--name", "dora");
        day.Speaker = "dora";
        day.ShowsCase("no-changes", "task done", "--no-changes", "--reason", "it works already");
        day.Speaker = null;
        day.Shows("task close", "3", "--reason", "nothing to land");
        day.Shows("task watch", "3");
        day.Refuses(3, "not-found", "unknown-task", "task watch", "99");
        day.Shows("task reopen", "3", "--reason", "it does not work on arm64");
    }, Alone);

    /// <summary>No watcher: what happens by itself must not come in between.</summary>
    private const string Alone = "watch:\n  enabled: false\n";

    private static void Idle(Day day, params string[] agents)
    {
        foreach (var agent in agents)
        {
            day.Does("sling", $"Work of {agent}", "--name", agent);
        }

        Rest(day, agents);
    }

    private static void Rest(Day day, params string[] agents)
    {
        foreach (var agent in agents)
        {
            day.Does("wait", agent, "--until", "idle", "--timeout", "30s");
        }
    }

    private static void Commit(Day day, string agent, string file, string text)
    {
        var folder = day.Project.WorktreeOf(agent);
        File.WriteAllText(Path.Combine(folder, file), text);
        day.Project.Box.Run("git", ["add", "-A"], folder).Ok();
        day.Project.Box.Run("git", ["commit", "-q", "-m", $"Work of {agent}"], folder).Ok();
    }

    private static string Branch(Day day, string agent) => day.Project.Rows("SELECT branch FROM agent WHERE name = ?1", row => row.Text("branch"), agent)[0];

    private static string Id(OvRun run) => run.Json.GetProperty("id").GetString()!;

    /// <summary>What else is installed on this machine must not show: ov lists the agent programs and other programs of its name.</summary>
    private static void OnlyKnownPrograms(Sandbox box)
    {
        foreach (var program in new[] { "sh", "git", "make", "true" })
        {
            var path = new[] { "/usr/local/bin", "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
            if (path is not null)
            {
                File.CreateSymbolicLink(Path.Combine(box.Bin, program), path);
            }
        }

        box.Variables["PATH"] = box.Bin;
    }
}
