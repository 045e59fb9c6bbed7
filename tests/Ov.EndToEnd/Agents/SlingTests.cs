using System.Text.Json;

namespace Ov.EndToEnd.Agents;

public sealed class SlingTests : IDisposable
{
    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void A_slung_worker_commits_in_its_own_worktree_and_reports()
    {
        var sling = _team.Ov("sling", "Add a file", "--json", "--exec", Team.Worker, "--wait").Ok().Json;
        Assert.Equal("builder-1", sling.GetProperty("agentName").GetString());
        Assert.Equal("builder", sling.GetProperty("capability").GetString());
        Assert.Equal("", sling.GetProperty("tmuxSession").GetString());
        Assert.Equal("overstory/builder-1/1-add-a-file", sling.GetProperty("branch").GetString());
        Assert.Equal(Path.Combine(_team.Worktrees, "builder-1"), sling.GetProperty("worktree").GetString());
        Assert.Equal("completed", sling.GetProperty("waited")[0].GetProperty("state").GetString());
        Assert.Equal("Work of builder-1", _team.Box.Git("log", "-1", "--format=%s", "overstory/builder-1/1-add-a-file"));
        Assert.False(File.Exists(Path.Combine(_team.Box.Repo, "builder-1.txt")));
        Assert.Equal("", _team.Box.Git("status", "--porcelain"));
        _team.RequireSound();
    }

    [Fact]
    public void Waiting_for_work_that_fails_tells_why()
    {
        var sling = _team.Ov("sling", "Run what is not there", "--exec", "./not-committed.sh", "--wait").Exits(1);
        Assert.Contains("./not-committed.sh: not found", sling.Stdout);
        Assert.Contains("./not-committed.sh: not found", _team.Ov("wait", "1").Exits(1).Stdout);
    }

    [Fact]
    public void Results_come_in_the_order_of_the_arguments_and_a_refusal_stops_nobody()
    {
        var first = _team.AddTask("First");
        var waits = _team.AddTask("Waits", "--needs", "1");
        var run = _team.Ov("sling", "A new one", waits, first, "task-zzzzzzzz", "--json").Exits(9);
        var results = run.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.False(run.Json.GetProperty("success").GetBoolean());
        Assert.Equal(["started", "refused", "started", "refused"], results.Select(r => r.GetProperty("state").GetString()));
        Assert.Equal("not-ready", results[1].GetProperty("code").GetString());
        Assert.Equal("not-found", results[3].GetProperty("code").GetString());
        Assert.Equal(first, results[2].GetProperty("taskId").GetString());
        Assert.Equal(2, _team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL"));
    }

    [Fact]
    public void The_only_argument_s_refusal_is_the_error_itself_and_nothing_was_written()
    {
        _team.Ov("sling", "task-zzzzzzzz", "--json").Refused(3, "not-found");
        _team.Ov("sling", "Some review", "--role", "reviewer", "--json").Refused(4, "hierarchy");
        _team.Ov("sling", "Some work", "--role", "bilder", "--json").Refused(3, "not-found");
        _team.Ov("sling", "Some work", "--depth", "3", "--json").Refused(4, "identity");
        _team.Ov("sling", "Some work", "--name", "@all", "--json").Refused(2, "usage");
        _team.Ov("sling", "--json").Refused(2, "usage");
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM agent"));
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM task"));
        _team.Ov("sling", "Some review", "--role", "reviewer", "--force-hierarchy", "--json").Ok();
    }

    [Fact]
    public async Task Of_fifty_racing_slings_exactly_as_many_start_as_the_ceiling_allows()
    {
        var racers = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => _team.Box.OvAsync("sling", $"Task number {i}", "--json")));
        Assert.Equal(25, racers.Count(racer => racer.ExitCode == 0));
        Assert.All(racers.Where(racer => racer.ExitCode != 0), racer => racer.Refused(8, "limit-agents"));
        Assert.Equal(25, _team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL"));
        Assert.Equal(25, _team.WorktreePaths().Count);
        Assert.Equal(25, _team.Project.Count("SELECT count(DISTINCT owner) FROM port"));
        _team.RequireSound();
    }

    [Fact]
    public async Task Of_slings_racing_for_one_task_under_different_names_one_wins()
    {
        var task = _team.AddTask("Wanted");
        var racers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => _team.Box.OvAsync("sling", task, "--name", $"racer-{i}", "--json")));
        Assert.Single(racers, racer => racer.ExitCode == 0);
        Assert.All(racers.Where(racer => racer.ExitCode != 0), racer => racer.Refused(5, "already-claimed"));
        Assert.Single(_team.WorktreePaths());
    }

    [Fact]
    public async Task Of_slings_racing_for_one_name_one_wins()
    {
        var racers = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => _team.Box.OvAsync("sling", $"Task number {i}", "--name", "Solo", "--json")));
        Assert.Single(racers, racer => racer.ExitCode == 0);
        Assert.All(racers.Where(racer => racer.ExitCode != 0), racer => racer.Refused(5, "name-taken"));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM task"));
    }

    [Fact]
    public void An_agent_gets_the_environment_of_the_contract_and_nothing_of_the_operator_s_power()
    {
        var dump = Path.Combine(_team.Box.Root, "environment");
        _team.Box.Variables["CLAUDECODE"] = "1";
        _team.Box.Variables["GIT_DIR"] = "/nowhere";
        _team.Box.Variables.Remove("GIT_DIR");
        var result = _team.Sling("Look around", $"env > {dump}; cat \"$OVERSTORY_PROMPT_FILE\" > {dump}.prompt; cat > {dump}.stdin; command -v ov > {dump}.ov; pwd >> {dump}.ov");
        var name = result.GetProperty("agentName").GetString()!;
        _team.Until("the turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        var variables = File.ReadAllLines(dump).Where(line => line.Contains('=')).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        Assert.Equal(name, variables["OVERSTORY_AGENT_NAME"]);
        Assert.Equal(result.GetProperty("taskId").GetString(), variables["OVERSTORY_TASK_ID"]);
        Assert.Equal(result.GetProperty("runId").GetString(), variables["OVERSTORY_RUN_ID"]);
        Assert.Equal("builder", variables["OVERSTORY_ROLE"]);
        Assert.Equal(result.GetProperty("worktree").GetString(), variables["OVERSTORY_WORKTREE_PATH"]);
        Assert.Equal(_team.Box.Repo, variables["OVERSTORY_PROJECT_ROOT"]);
        Assert.Equal(64, variables["OVERSTORY_AGENT_TOKEN"].Length);
        Assert.Contains("OVERSTORY_PORT_0", variables.Keys);
        Assert.Equal(("true", "true", "cat", "0"), (variables["GIT_EDITOR"], variables["GIT_SEQUENCE_EDITOR"], variables["PAGER"], variables["GIT_TERMINAL_PROMPT"]));
        Assert.DoesNotContain("OV_OPERATOR_TOKEN", variables.Keys);
        Assert.DoesNotContain("CLAUDECODE", variables.Keys);
        Assert.DoesNotContain("OVERSTORY_HOST", variables.Keys);
        Assert.Equal([Path.Combine(_team.Project.Files.Folder, "bin", "ov"), result.GetProperty("worktree").GetString()!], File.ReadAllLines($"{dump}.ov"));
        Assert.Contains("Dispatch: Look around", File.ReadAllText($"{dump}.prompt"));
        Assert.Equal(File.ReadAllText($"{dump}.prompt"), File.ReadAllText($"{dump}.stdin"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_team.Box.Repo, ".git", "worktrees", name, "overstory-token")));
    }

    [Fact]
    public void A_secret_in_what_a_sling_says_is_in_nothing_that_is_kept()
    {
        const string secret = "ghp_0123456789abcdefghijklmnopqrst";
        _team.Ov("sling", $"Use {secret} here", "--prompt", $"Say {secret}", "--name", "alice", "--exec", "cat").Ok();
        _team.Until("the turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        Assert.Contains("Use [redacted] here", _team.Ov("status").Ok().Stdout, StringComparison.Ordinal);
        Assert.Equal("", _team.Box.Run("grep", ["-rlaF", "--devices=skip", secret, _team.Project.Files.Folder]).Stdout);
    }

    [Fact]
    public void Nothing_of_ours_can_be_committed_with_git_add()
    {
        _team.Sling("Add everything", "git add -A && git status --porcelain > ../added && echo x > x && git add -A && git commit -qm x && ov task done --summary x");
        _team.Wait("1");
        Assert.Equal("", File.ReadAllText(Path.Combine(_team.Worktrees, "added")));
        Assert.Equal("x", _team.Box.Git("diff", "--name-only", "main", "overstory/builder-1/1-add-everything"));
    }

    [Fact]
    public void Overlapping_scopes_are_refused_or_put_behind_each_other()
    {
        _team.Sling("Own the source", null, "--files", "src/**");
        var refused = _team.Ov("sling", "Touch a file", "--files", "src/login/a.cs", "--json").Refused(4, "scope-overlap");
        Assert.Equal("builder-1", refused.Json.GetProperty("holder").GetString());
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM task"));
        _team.Ov("sling", "Touch the docs", "--files", "docs/**", "--json").Ok();
        var waiting = _team.Sling("Touch a file", null, "--files", "src/login/a.cs", "--serialize");
        Assert.Equal("waiting", waiting.GetProperty("state").GetString());
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM task_need WHERE task_id = ?1", waiting.GetProperty("taskId").GetString()));
        _team.Ov("sling", waiting.GetProperty("taskId").GetString()!, "--json").Refused(4, "not-ready");
    }

    [Fact]
    public void A_read_only_role_holds_no_scope()
    {
        _team.Sling("Own the source", null, "--files", "src/**");
        _team.Sling("Look at the source", null, "--role", "scout", "--files", "src/**");
    }

    [Fact]
    public void All_that_is_ready_starts_at_once()
    {
        _team.AddTask("One");
        _team.AddTask("Two", "--needs", "1");
        _team.AddTask("Three", "--priority", "high");
        var results = _team.Ov("sling", "--all-ready", "--json").Ok().Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["Three", "One"], results.Select(r => r.GetProperty("title").GetString()));
    }

    [Fact]
    public void A_rehearsal_decides_the_same_and_keeps_nothing()
    {
        var plan = _team.Ov("sling", "Some work", "More work", "--dry-run", "--json").Ok().Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["builder-1", "builder-2"], plan.Select(r => r.GetProperty("agentName").GetString()));
        Assert.All(plan, r => Assert.Equal("planned", r.GetProperty("state").GetString()));
        Assert.Equal(0, _team.Project.Count("SELECT (SELECT count(*) FROM agent) + (SELECT count(*) FROM task)"));
        Assert.False(Directory.Exists(_team.Worktrees));
    }

    [Fact]
    public void An_existing_branch_is_worked_on()
    {
        _team.Box.Git("branch", "feature");
        var result = _team.Sling("Go on with the feature", Team.Worker, "--open", "feature");
        Assert.Equal("feature", result.GetProperty("branch").GetString());
        _team.Wait("1");
        Assert.Equal("Work of builder-1", _team.Box.Git("log", "-1", "--format=%s", "feature"));
        _team.Ov("sling", "More of it", "--open", "featura", "--json").Refused(3, "not-found");
    }

    [Fact]
    public void A_command_may_stand_after_dashes()
    {
        var told = Path.Combine(_team.Box.Root, "told");
        _team.Box.WriteProgram("my-agent", $"printf '%s|' \"$@\" > {told}; echo >> {told}");
        _team.Ov("sling", "Some work", "--exec", "--", "my-agent", "two words", "--json", "$HOME").Ok();
        Assert.Equal("two words|--json|$HOME|", Team.LineOf(told));
    }

    [Fact]
    public void An_agent_s_own_sling_makes_children_and_no_option_changes_that()
    {
        _team.Sling("Lead it", null, "--role", "lead", "--name", "boss");
        _team.Project.OvAs("boss", "sling", "A part of it", "--parent", "operator", "--json").Refused(4, "identity");
        _team.Project.OvAs("boss", "sling", "A part of it", "--depth", "0", "--json").Refused(4, "identity");
        _team.Project.OvAs("boss", "sling", "A part of it", "--role", "lead", "--json").Refused(4, "hierarchy");
        _team.Project.OvAs("boss", "sling", "A part of it", "--role", "coordinator", "--force-hierarchy", "--json").Refused(4, "not-operator");
        var child = _team.Project.OvAs("boss", "sling", "A part of it", "--json").Ok().Json.GetProperty("results")[0];
        Assert.Equal("boss", child.GetProperty("parent").GetString());
        Assert.Equal(1, child.GetProperty("depth").GetInt32());
        Assert.Equal(_team.Agent("boss").TaskId, _team.Project.Rows("SELECT parent_id FROM task WHERE number = 2", row => row.Text("parent_id"))[0]);
        _team.Project.OvAs(child.GetProperty("agentName").GetString()!, "sling", "Even deeper", "--json").Refused(4, "hierarchy");
    }

    [Fact]
    public void A_lead_that_slings_its_own_task_hands_out_a_part_of_it()
    {
        var lead = _team.Sling("Lead it", null, "--role", "lead", "--name", "boss");
        var scout = _team.Project.OvAs("boss", "sling", lead.GetProperty("taskId").GetString()!, "--role", "scout", "--json").Ok().Json.GetProperty("results")[0];
        Assert.NotEqual(lead.GetProperty("taskId").GetString(), scout.GetProperty("taskId").GetString());
        Assert.Equal("scout: Lead it", scout.GetProperty("title").GetString());
    }

    [Fact]
    public void A_lead_has_a_ceiling_of_children_that_it_cannot_raise()
    {
        _team.Sling("Lead it", null, "--role", "lead", "--name", "boss", "--dispatch-max-agents", "2");
        _team.Project.OvAs("boss", "sling", "Part one", "Part two", "--json").Ok();
        _team.Project.OvAs("boss", "sling", "Part three", "--json").Refused(8, "limit-children");
        _team.Project.OvAs("boss", "sling", "Part three", "--max-agents", "9", "--json").Refused(8, "limit-children");
        _team.Ov("sling", "Part three", "--parent", "boss", "--max-agents", "9", "--json").Ok();
    }

    [Fact]
    public void Shell_text_in_a_title_is_never_run()
    {
        var proof = Path.Combine(_team.Box.Root, "proof");
        _team.Sling($"$(touch {proof}) `touch {proof}`; touch {proof}", Team.Worker);
        _team.Wait("1");
        Assert.False(File.Exists(proof));
        Assert.Equal("completed", _team.TaskState(_team.Agent("builder-1").TaskId!));
    }
}
