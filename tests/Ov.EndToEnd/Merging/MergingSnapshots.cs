using System.Text.RegularExpressions;
using Ov.Core.Agents;
using Ov.EndToEnd.Snapshots;

namespace Ov.EndToEnd.Merging;

/// <summary>What merge, undo and the worktree commands print; kept among the snapshots of all other commands.</summary>
public sealed class MergingSnapshots
{
    private const string Settings = "watch:\n  enabled: false\ngates:\n  - name: tests\n    command: test ! -e broken.txt\n";

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Work_lands_conflicts_fails_its_gate_and_is_taken_back(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = Durations;
        day.Does("run", "start", "sprint", "--target", "main");
        day.ShowsCase("empty", "merge", "--all");
        day.ShowsCase("status-empty", "merge", "--status");
        day.ShowsCase("empty", "merge radar");
        day.Refuses(2, "usage", "what", "merge");
        day.Refuses(3, "not-found", "unknown-branch", "merge", "--branch", "mian");
        day.Refuses(3, "not-found", "nothing", "undo");
        Work(day, "anna", "Greet in English", "greeting.txt", "Hello\n");
        Work(day, "ben", "Greet in French", "greeting.txt", "Bonjour\n");
        Work(day, "carl", "Add a license", "license.txt", "MIT\n");
        Work(day, "dora", "Break it", "broken.txt", "x\n");
        Work(day, "eva", "Greet in Spanish too", "greeting.txt", "Hello\nHola\n");
        var (anna, ben, dora) = (Branch(day, "anna"), Branch(day, "ben"), Branch(day, "dora"));
        day.ShowsCase("dry-run", "merge", "--branch", anna, "--dry-run");
        day.Shows("merge radar");
        day.Refuses(4, "untrusted", "untrusted", "merge", "--branch", anna);
        day.ShowsCase("status", "merge", "--status");
        day.Shows("merge", "--branch", anna, "--trust");
        day.Refuses(5, "conflict", "conflict", "merge", "--branch", ben);
        day.Refuses(1, "gate-red", "gate-red", "merge", "--branch", dora);
        day.ShowsCase("auto-resolve-dry-run", "merge", "--branch", Branch(day, "eva"), "--dry-run");
        day.ShowsCase("auto-resolve", "merge", "--branch", Branch(day, "eva"));
        day.Show("merge", "partly", day.Project.Ov(day.Line("merge", "--branch", Branch(day, "carl"), "--branch", ben))).Exits(9);
        day.ShowsCase("status-after", "merge", "--status");
        day.Refuses(3, "not-found", "unknown", "merge undo", "nothing");
        day.Refuses(4, "state", "not-landed", "merge undo", Branch(day, "ben"));
        day.Shows("merge undo", Branch(day, "eva"), "--dry-run");
        day.AlsoScrub = text => Regex.Replace(Durations(text), @"\b\d{8}-\d{6}-\d{3}\b", "{stamp}");
        day.Shows("merge backups");
        day.Refuses(2, "usage", "bad-days", "merge backups", "--days", "-1");
        day.AlsoScrub = Durations;
        day.ShowsCase("dry-run", "undo", "--dry-run");
        day.Shows("undo");
    }, Settings);

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Work_is_reviewed_before_it_lands(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = Durations;
        day.ShowsCase("empty", "review");
        day.Does("run", "start", "sprint", "--target", "main");
        Work(day, "anna", "Greet in English", "greeting.txt", "Hello\nthere\n");
        Work(day, "ben", "Greet in French", "greeting.txt", "Bonjour\n");
        var (anna, ben) = (Branch(day, "anna"), Branch(day, "ben"));
        day.Shows("review");
        day.Shows("review show", "1", "--check", "--trust");
        day.Refuses(3, "not-found", "unknown", "review show", "overstory/anna/1-greet-in-englsh");
        day.Refuses(2, "usage", "nothing-said", "review comment", anna);
        day.Refuses(3, "not-found", "no-such-file", "review comment", anna, "--on", "greting.txt:1: Louder.");
        day.ShowsCase("dry-run", "review comment", anna, "--body", "Louder.", "--dry-run");
        day.Shows("review approve", anna);
        day.Refuses(5, "version-changed", "another-commit", "review land", anna, "--tip", "1234567");
        day.Shows("review land", anna);
        day.Shows("why", "greeting.txt:2");
        day.ShowsCase("nothing", "why", "README.md:1");
        day.Refuses(3, "not-found", "no-such-line", "why", "greeting.txt:9");
        day.Shows("prove");
        day.Refuses(3, "not-found", "no-such-range", "prove", "mian..HEAD");
        day.Refuses(5, "conflict", "conflict", "review land", ben);
        day.ShowsCase("conflict", "review show", ben);
        Work(day, "carl", "Add a license", "license.txt", "MIT\n");
        day.Shows("review comment", "3", "--on", "license.txt:1: Which year?", "--body", "And say whose it is.");
        day.ShowsCase("sent-back", "merge", "--status");
    }, Settings);

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Files_beyond_a_scope_are_asked_for(Form form) => Day.Play(form, day =>
    {
        day.Does("sling", "Rework the login", "--name", "anna", "--files", "src/login/**");
        day.Does("sling", "Rework the client", "--name", "ben", "--files", "src/api/**");
        day.Refuses(4, "identity", "no-agent", "scope request", "docs/login.md", "--reason", "it says how");
        day.Refuses(3, "not-found", "nothing-asked", "scope grant", "anna");
        day.Speaker = "anna";
        day.Refuses(4, "scope-overlap", "held", "scope request", "src/api/client.cs", "--reason", "the login calls it");
        day.Refuses(4, "state", "had-before", "scope request", "src/login/form.cs", "--reason", "it is the form");
        day.Shows("scope request", "docs/login.md", "--reason", "it says how");
        day.Speaker = null;
        day.Shows("scope grant", "anna");
        day.Speaker = "anna";
        day.Does("scope", "request", "web/**", "--reason", "it shows the form");
        day.Speaker = null;
        day.Does("sling", "Rework the site", "--name", "carl", "--files", "web/**");
        day.Refuses(4, "scope-overlap", "held", "scope grant", "anna");
        day.Shows("scope refuse", "anna", "--reason", "carl does that part");
        day.Refuses(3, "not-found", "nothing-asked", "scope refuse", "anna", "--reason", "x");
    }, "watch:\n  enabled: false\n");

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_branch_is_offered_by_a_pull_request(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = Durations;
        day.Project.Box.WriteProgram("gh", """
            case $2 in
            list) echo '[]' ;;
            create) echo https://example.org/shop/pull/7 ;;
            view) echo '{"number":7,"state":"'$([ -e ../closed ] && echo CLOSED || echo OPEN)'","baseRefName":"main","url":"https://example.org/shop/pull/7"}' ;;
            esac
            """);
        day.Does("run", "start", "sprint", "--target", "main");
        Work(day, "anna", "Greet in English", "greeting.txt", "Hello\n");
        var anna = Branch(day, "anna");
        day.Refuses(3, "not-found", "pr-no-remote", "merge", "--branch", anna, "--trust", "--pr");
        day.Project.Box.Git("init", "-q", "--bare", "../remote.git");
        day.Project.Box.Git("remote", "add", "origin", "../remote.git");
        day.ShowsCase("pr", "merge", "--branch", anna, "--pr");
        day.ShowsCase("offered", "merge", "--status");
        day.Project.Box.WriteFile("../closed", "");
        day.Refuses(4, "state", "pr-closed", "merge", "--branch", anna);
    }, Settings);

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_run_comes_home(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = Durations;
        day.Project.Box.WriteProgram("gh", "[ $2 = create ] && echo https://example.org/shop/pull/7 || echo '[]'");
        day.Does("run", "start", "greetings", "--objective", "Greet everybody");
        day.Refuses(2, "usage", "how", "run deliver");
        day.Refuses(4, "no-commit", "no-commit", "run deliver", "--land");
        Work(day, "anna", "Greet in English", "greeting.txt", "Hello\n");
        day.Refuses(4, "incomplete-batch", "unfinished", "run deliver", "--land");
        day.Does("merge", "--branch", Branch(day, "anna"), "--trust");
        day.Refuses(3, "not-found", "no-remote", "run deliver", "--pr");
        day.Project.Box.Git("init", "-q", "--bare", "../remote.git");
        day.Project.Box.Git("remote", "add", "origin", "../remote.git");
        day.ShowsCase("pr-dry-run", "run deliver", "--pr", "--dry-run");
        day.ShowsCase("pr", "run deliver", "--pr");
        day.Refuses(3, "not-found", "unknown", "run follow", "--from", "mian");
        day.Project.Box.Git("commit", "-q", "--allow-empty", "-m", "Meanwhile");
        day.ShowsCase("dry-run", "run follow", "--dry-run");
        day.Shows("run follow");
        day.ShowsCase("up-to-date", "run follow");
        day.ShowsCase("dry-run", "run deliver", "--land", "--dry-run");
        day.Shows("run deliver", "--land");
        day.Refuses(4, "state", "again", "run deliver", "--land");
    }, Settings);

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Worktrees_are_listed_and_go_when_their_work_is_safe(Form form) => Day.Play(form, day =>
    {
        day.AlsoScrub = WithoutPorts;
        day.ShowsCase("none", "worktree list");
        day.Does("run", "start", "sprint", "--target", "main");
        Work(day, "anna", "Greet in English", "greeting.txt", "Hello\n");
        Work(day, "ben", "Greet in French", "gruss.txt", "Bonjour\n");
        Work(day, "carl", "Add a license", "license.txt", "MIT\n");
        Work(day, "dora", "Say goodbye", "bye.txt", "Bye\n");
        day.Does("merge", "--branch", Branch(day, "anna"));
        day.Does("merge", "--branch", Branch(day, "dora"));
        File.WriteAllText(Path.Combine(day.Project.WorktreeOf("ben"), "notes.txt"), "not committed\n");
        Directory.Delete(day.Project.WorktreeOf("dora"), recursive: true);
        day.Shows("worktree list");
        day.Shows("worktree status");
        day.ShowsCase("dry-run", "worktree prune", "--dry-run");
        day.Shows("worktree prune");
        day.ShowsCase("dry-run", "worktree clean", "--dry-run");
        day.Shows("worktree clean");
        day.Refuses(4, "dirty", "dirty", "worktree remove", "ben");
        day.Refuses(4, "unlanded", "unlanded", "worktree remove", "carl");
        day.Refuses(4, "foreign", "foreign", "worktree remove", ".");
        day.Refuses(3, "not-found", "unknown", "worktree remove", "bem");
        day.Refuses(6, "needs-confirmation", "needs-confirmation", "worktree clean", "--force");
        day.Shows("worktree remove", "ben", "--force");
    }, "watch:\n  enabled: false\n");

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Worktrees_for_people(Form form) => Day.Play(form, day =>
    {
        // Which ones depends on the sandbox's path and on what this machine listens on.
        day.AlsoScrub = WithoutPorts;
        day.Does("run", "start", "sprint", "--target", "main");
        day.Does("task", "add", "Rework the login", "--files", "src/login/**");
        day.ShowsCase("dry-run", "worktree create", "spike/login", "--dry-run");
        day.Shows("worktree create", "spike/login");
        day.ShowsCase("task", "worktree create", "1", "--sparse");
        day.Refuses(4, "state", "checked-out", "worktree create", "spike/login");
        day.Refuses(2, "usage", "no-branch-name", "worktree create", "a..b");
        day.Refuses(3, "not-found", "unknown-ref", "worktree create", "topic", "--from", "nowhere");
        day.Refuses(4, "scope-overlap", "scope-overlap", "worktree create", "topic", "--scope", "src/**");
        day.Shows("worktree open", "spike-login");
        day.Refuses(3, "not-found", "unknown", "worktree open", "spike-logni");
        day.Shows("worktree env", "spike-login");
        day.ShowsCase("shell", "worktree env", "spike-login", "--shell");
        day.Refuses(3, "not-found", "outside", "worktree current");
        var path = day.Project.Rows("SELECT path FROM worktree WHERE name = 'task-1'", row => row.Text("path")).Single();
        day.Show("worktree current", null, day.Project.Box.Run("ov", day.Line("worktree current"), path)).Ok();
        day.ShowsCase("people", "worktree list");
        day.ShowsCase("people", "worktree status");
    }, "watch:\n  enabled: false\nworktrees:\n  ports:\n    range: 21000-21999\nenv:\n  PORT: '{port0}'\n  DATABASE_URL: 'postgres://localhost/{project}_{agent_slug}'\n");

    /// <summary>Which ports a worktree has follows from where the project lies.</summary>
    private static string WithoutPorts(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\b2[1-9]\d{3}\b", "{port}");

    /// <summary>An agent that was slung, committed one file and reported; its processes have ended.</summary>
    private static void Work(Day day, string name, string title, string file, string text)
    {
        day.Does("sling", title, "--name", name);
        var folder = day.Project.WorktreeOf(name);
        File.WriteAllText(Path.Combine(folder, file), text);
        day.Project.Box.Run("git", ["add", "-A"], folder).Ok();
        day.Project.Box.Run("git", ["-c", "user.name=Test", "commit", "-q", "-m", title], folder, variables: new Dictionary<string, string>
        {
            ["GIT_AUTHOR_DATE"] = "2026-03-04T05:06:07Z", ["GIT_COMMITTER_DATE"] = "2026-03-04T05:06:07Z",
        }).Ok();
        day.Speaker = name;
        day.Does("task", "done", "--summary", title);
        day.Speaker = null;
        using var ledger = day.Project.OpenLedger();
        var agent = ledger.Read(sql => AgentStore.Newest(sql, name))!;
        Assert.True(SpinWait.SpinUntil(() => AgentPulse.Look(agent, day.Project.Files).IsGone, TimeSpan.FromSeconds(20)), $"the host of {name} did not end");
    }

    private static string Branch(Day day, string name) => day.Project.Rows("SELECT branch FROM agent WHERE name = ?1", row => row.Text("branch"), name)[0];

    private static string Durations(string text) => Regex.Replace(text, @"""durationMs"": \d+", "\"durationMs\": {ms}");
}
