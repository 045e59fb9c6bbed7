using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Worktrees;

/// <summary>Worktrees for people and scripts: made whole or not at all, found again, opened, and never swept away.</summary>
public sealed class WorktreeCreateTests : IDisposable
{
    private readonly Team _team = new();

    private Sandbox Box => _team.Box;

    public void Dispose() => _team.Dispose();

    [Fact]
    public void A_new_branch_gets_a_worktree_with_ports_variables_setup_and_ignored_files()
    {
        using var team = new Team("setup:\n  - command: echo $OVERSTORY_PORT_0 $PORT > made\nenv:\n  PORT: '{port1}'\n  DB: 'x/{agent_slug}/{branch_slug}'\n");
        team.Box.WriteFile(".gitignore", "secret.env\nmade\n");
        team.Box.WriteFile(".worktreeinclude", "secret.env\n");
        team.Box.Git("add", "-A");
        team.Box.Git("commit", "-q", "-m", "What is ignored");
        team.Box.WriteFile("secret.env", "KEY=1\n");
        team.Ov("worktree", "create", "spike/Login").Refused(4, "untrusted");
        var made = team.Ov("worktree", "create", "spike/Login", "--trust", "--json").Ok().Json;
        var path = made.GetProperty("path").GetString()!;
        var ports = made.GetProperty("ports").EnumerateArray().Select(port => port.GetInt32()).ToList();
        Assert.Equal("spike-login", made.GetProperty("name").GetString());
        Assert.Equal(Path.Combine(team.Worktrees, "spike-login"), path);
        Assert.Equal($"{ports[0]} {ports[1]}\n", File.ReadAllText(Path.Combine(path, "made")));
        Assert.Equal("KEY=1\n", File.ReadAllText(Path.Combine(path, "secret.env")));
        Assert.Equal("spike/Login", team.Box.Run("git", ["branch", "--show-current"], path).Ok().Stdout.Trim());
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM intent WHERE state = 'open'"));

        var env = team.Ov("worktree", "env", "spike-login", "--shell").Ok().Stdout;
        Assert.Contains($"export PORT='{ports[1]}'\n", env, StringComparison.Ordinal);
        Assert.Contains("export DB='x/spike_login/spike-login'\n", env, StringComparison.Ordinal);
        Assert.Contains($"export OVERSTORY_WORKTREE_PATH='{path}'\n", env, StringComparison.Ordinal);

        team.Ov("worktree", "remove", "spike-login").Ok();
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM port"));
        Assert.Equal("", team.Box.Git("branch", "--list", "spike/Login"));
        var again = team.Ov("worktree", "create", "spike/Login", "--json").Ok().Json;
        Assert.Equal(ports, again.GetProperty("ports").EnumerateArray().Select(port => port.GetInt32()));
    }

    [Fact]
    public void A_setup_that_fails_leaves_no_trace_but_the_log()
    {
        using var team = new Team("setup:\n  - command: echo broken >&2; exit 3\n");
        team.Ov("worktree", "create", "topic", "--trust", "--json").Refused(1, "setup-failed");
        Assert.Empty(team.WorktreePaths());
        Assert.Equal("", team.Box.Git("branch", "--list", "topic"));
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM worktree WHERE removed_at IS NULL") + team.Project.Count("SELECT count(*) FROM port"));
        team.RequireSound();
        team.Ov("worktree", "create", "topic", "--no-setup").Ok();
    }

    [Fact]
    public void A_task_gets_a_branch_from_its_runs_target_and_its_scope_is_a_lease()
    {
        var task = _team.AddTask("Rework the login", "--files", "src/login/**");
        var made = _team.Ov("worktree", "create", "1", "--json").Ok().Json;
        Assert.Equal("task-1", made.GetProperty("name").GetString());
        Assert.Equal("overstory/desk/1-rework-the-login", made.GetProperty("branch").GetString());
        Assert.Equal("main", made.GetProperty("baseBranch").GetString());
        Assert.Equal(task, made.GetProperty("taskId").GetString());
        var refusal = _team.Ov("sling", "Other work", "--files", "src/**", "--json").Refused(4, "scope-overlap");
        Assert.Contains("task-1", refusal.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        _team.Ov("worktree", "create", "other", "--scope", "src/login/form.cs", "--json").Refused(4, "scope-overlap");
        _team.Ov("worktree", "remove", "task-1").Ok();
        _team.Ov("sling", "Other work", "--files", "src/**").Ok();
    }

    [Fact]
    public void An_existing_branch_is_taken_as_it_is_and_survives_the_worktree()
    {
        Box.Git("branch", "topic");
        var run = _team.Ov("worktree", "create", "topic", "--from", "main", "--json").Ok();
        Assert.Contains("--from main has no effect", run.Stderr, StringComparison.Ordinal);
        Assert.False(run.Json.GetProperty("newBranch").GetBoolean());
        _team.Ov("worktree", "remove", "topic").Ok();
        Assert.Contains("topic", Box.Git("branch", "--list", "topic"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_a_sentence_and_changes_nothing()
    {
        Box.WriteFile("../taken/file", "mine");
        _team.Ov("worktree", "create", "kept", "--name", "mine").Ok();
        var before = State();
        Assert.Contains("checked out", Refused(4, "state", "main"), StringComparison.Ordinal);
        Assert.Contains("ov worktree open kept", Refused(4, "state", "kept"), StringComparison.Ordinal);
        Refused(5, "name-taken", "topic", "--name", "mine");
        Refused(2, "usage", "topic", "--name", "No Name");
        Refused(4, "foreign", "topic", "--dir", "../taken");
        Refused(2, "usage", "topic", "--dir", ".git/inside");
        Refused(2, "usage", "a..b");
        Refused(2, "usage", "with space");
        Refused(3, "not-found", "topic", "--from", "nowhere");
        Refused(3, "not-found", "77");
        Refused(3, "not-found", "topic", "--task", "77");
        Assert.Equal(before, State());

        string Refused(int exit, string code, params string[] args) => _team.Ov(["worktree", "create", .. args]).Refused(exit, code).Stderr;
        string State() => Box.Git("for-each-ref") + Box.Git("worktree", "list") + _team.Project.Count("SELECT count(*) FROM worktree") + _team.Project.Count("SELECT count(*) FROM event");
    }

    [Fact]
    public void An_agent_makes_no_worktrees()
    {
        _team.Sling("Some work", null, "--name", "alice");
        _team.Project.OvAs("alice", "worktree", "create", "topic").Refused(4, "hierarchy");
    }

    [Fact]
    public void A_dry_run_says_what_would_be_and_makes_nothing()
    {
        var plan = _team.Ov("worktree", "create", "topic", "--dry-run", "--json").Ok().Json;
        Assert.True(plan.GetProperty("dryRun").GetBoolean());
        Assert.Equal(4, plan.GetProperty("ports").GetArrayLength());
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM worktree") + _team.Project.Count("SELECT count(*) FROM port"));
        Assert.Empty(_team.WorktreePaths());
    }

    [Fact]
    public void Open_runs_a_command_there_with_its_variables_and_its_own_exit_status()
    {
        var path = _team.Ov("worktree", "create", "topic", "--json").Ok().Json.GetProperty("path").GetString()!;
        Assert.Equal(path + "\n", _team.Ov("worktree", "open", "topic").Ok().Stdout);
        var run = _team.Ov("worktree", "open", "topic", "--", "sh", "-c", "pwd; echo $OVERSTORY_PORT_0; exit 42").Exits(42);
        var port = _team.Ov("worktree", "env", "topic").Ok().Stdout.Split('\n').Single(line => line.StartsWith("OVERSTORY_PORT_0=", StringComparison.Ordinal))[17..];
        Assert.Equal($"{path}\n{port}\n", run.Stdout);
        Assert.Equal("hello\n", _team.Ov("worktree", "open", "topic", "--exec", "echo hello").Ok().Stdout);
        Box.Variables["EDITOR"] = "ls -d";
        Assert.Equal(path + "\n", _team.Ov("worktree", "open", "topic", "--editor").Ok().Stdout);
        _team.Ov("worktree", "open", "topic", "--", "no-such-program").Refused(7, "tool-missing");
        _team.Ov("worktree", "open", "topci").Refused(3, "not-found");
        // A reader that leaves ends the writer, as in any shell: our runtime ignores that signal, a program must not inherit it.
        var pipe = Box.Run("sh", ["-c", "ov worktree open topic -- sh -c 'yes; echo $? >&2' | head -1"]).Ok();
        Assert.Equal("y\n", pipe.Stdout);
        Assert.DoesNotContain("Broken pipe", pipe.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agents_secret_is_not_handed_to_who_opens_its_worktree()
    {
        _team.Sling("Some work", null, "--name", "alice");
        var run = _team.Ov("worktree", "open", "alice", "--", "env").Ok();
        Assert.Contains("OVERSTORY_PORT_0=", run.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("OVERSTORY_AGENT_TOKEN", run.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("OVERSTORY_AGENT_NAME", run.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", _team.Ov("worktree", "env", "alice", "--json").Ok().Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public void Current_tells_where_one_is_and_exits_with_3_elsewhere()
    {
        var agent = _team.Sling("Some work", null, "--name", "alice", "--files", "src/**");
        var there = Box.Run("ov", ["worktree", "current", "--json"], agent.GetProperty("worktree").GetString()).Ok().Json;
        Assert.Equal("alice", there.GetProperty("agentName").GetString());
        Assert.Equal("1", there.GetProperty("task").GetString());
        Assert.Equal("main", there.GetProperty("baseBranch").GetString());
        Assert.Equal(4, there.GetProperty("ports").GetArrayLength());
        Assert.Equal("src/**", there.GetProperty("scope")[0].GetString());
        _team.Ov("worktree", "current").Refused(3, "not-found");
        Box.Git("worktree", "add", "-q", "../foreign");
        Box.Run("ov", ["worktree", "current"], Path.Combine(Box.Root, "foreign")).Refused(3, "not-found");
    }

    [Fact]
    public async Task Nobody_sweeps_a_persons_worktree_away_and_nobody_removes_one_in_use()
    {
        var path = _team.Ov("worktree", "create", "topic", "--json").Ok().Json.GetProperty("path").GetString()!;
        _team.Ov("worktree", "clean", "--all").Ok();
        Assert.True(Directory.Exists(path));
        Box.Run("mkfifo", [Path.Combine(_team.Worktrees, "go")]).Ok();
        var inside = Box.RunAsync("sh", ["-c", "echo here > ../ready; cat ../go"], path);
        Team.LineOf(Path.Combine(_team.Worktrees, "ready"));
        var status = _team.Ov("worktree", "status", "topic", "--json").Ok().Json.GetProperty("worktrees")[0];
        Assert.NotEqual(0, status.GetProperty("processes").GetArrayLength());
        _team.Ov("worktree", "remove", "topic").Refused(4, "state");
        File.WriteAllText(Path.Combine(_team.Worktrees, "go"), "go");
        await inside;
        _team.Ov("worktree", "remove", "topic").Ok();
    }

    [Fact]
    public void Status_tells_how_far_a_branch_is_from_its_target()
    {
        var path = _team.Ov("worktree", "create", "topic", "--json").Ok().Json.GetProperty("path").GetString()!;
        File.WriteAllText(Path.Combine(path, "new.txt"), "x");
        Box.Run("git", ["add", "-A"], path).Ok();
        Box.Run("git", ["commit", "-qm", "On the topic"], path).Ok();
        File.WriteAllText(Path.Combine(path, "loose.txt"), "x");
        Box.Git("commit", "-q", "--allow-empty", "-m", "Meanwhile on main");
        var status = _team.Ov("worktree", "status", "topic", "--size", "--json").Ok().Json.GetProperty("worktrees")[0];
        Assert.Equal((1, 1), (status.GetProperty("ahead").GetInt32(), status.GetProperty("behind").GetInt32()));
        Assert.Equal("On the topic", status.GetProperty("lastCommitSubject").GetString());
        Assert.Equal("loose.txt", status.GetProperty("untracked")[0].GetString());
        Assert.False(status.GetProperty("landed").GetBoolean());
        Assert.True(status.GetProperty("sizeBytes").GetInt64() > 0);
        _team.Ov("worktree", "remove", "topic").Refused(4, "dirty");
        File.Delete(Path.Combine(path, "loose.txt"));
        _team.Ov("worktree", "remove", "topic").Refused(4, "unlanded");
    }

    [Fact]
    public async Task Creations_that_race_get_worktrees_and_ports_of_their_own()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Box.RunAsync("ov", ["worktree", "create", $"topic-{i}", "--json"], limit: TimeSpan.FromMinutes(3))));
        var ports = runs.SelectMany(run => run.Ok().Json.GetProperty("ports").EnumerateArray()).Select(port => port.GetInt32()).ToList();
        Assert.Equal(32, ports.Distinct().Count());
        Assert.Equal(8, _team.WorktreePaths().Count);
    }
}
