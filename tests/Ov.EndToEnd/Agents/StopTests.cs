using Ov.Core.Agents;

namespace Ov.EndToEnd.Agents;

public sealed class StopTests : IDisposable
{
    private readonly Team _team = new();

    private string Marks => _team.Box.Root;

    public void Dispose() => _team.Dispose();

    [Fact]
    public void Stopping_an_agent_spares_one_whose_name_begins_the_same()
    {
        _team.Sling("One here", "exec sleep 1000", "--name", "api");
        _team.Sling("Two here", $"echo $$ > {Marks}/other; exec sleep 1000", "--name", "api-tests");
        var other = Team.Pid(Team.LineOf($"{Marks}/other"));
        _team.Ov("stop", "api", "--json").Ok();
        Assert.Equal(AgentState.Stopped, _team.Agent("api").State);
        Assert.Equal(AgentState.Working, _team.Agent("api-tests").State);
        Assert.True(Team.Lives(other));
        _team.Ov("stop", "ap", "--json").Refused(3, "not-found");
    }

    [Fact]
    public void Everything_an_agent_started_ends_with_it_however_it_detached()
    {
        var script = $"setsid sh -c 'sleep 1000 & echo $! > {Marks}/forked; exit 0' ; sleep 1000 & echo $! > {Marks}/child; (trap '' TERM; echo there > {Marks}/deaf; while :; do sleep 1; done) & wait";
        _team.Sling("Fork away", script);
        Team.LineOf($"{Marks}/deaf");
        var (forked, child) = (Team.Pid(Team.LineOf($"{Marks}/forked")), Team.Pid(Team.LineOf($"{Marks}/child")));
        var stop = _team.Ov("stop", "builder-1", "--json").Ok().Json;
        Assert.True(stop.GetProperty("pidKilled").GetBoolean());
        Assert.Equal(0, stop.GetProperty("results")[0].GetProperty("processesLeft").GetArrayLength());
        Assert.False(Team.Lives(forked));
        Assert.False(Team.Lives(child));
        _team.RequireSound();
    }

    [Fact]
    public void It_works_when_the_host_is_dead_already_and_ends_what_the_host_left()
    {
        _team.Sling("Orphan here", $"setsid sh -c 'sleep 1000 & echo $! > {Marks}/forked'; echo $$ > {Marks}/turn; exec sleep 1000");
        var (turn, forked) = (Team.Pid(Team.LineOf($"{Marks}/turn")), Team.Pid(Team.LineOf($"{Marks}/forked")));
        Team.Kill(Core.Processes.ProcessIdentity.Parse(_team.Agent("builder-1").Host)!.Pid);
        _team.Ov("stop", "builder-1", "--json").Ok();
        Assert.False(Team.Lives(turn));
        Assert.False(Team.Lives(forked));
        Assert.Equal(AgentState.Stopped, _team.Agent("builder-1").State);
        _team.RequireSound();
    }

    [Fact]
    public void The_work_stays_and_its_place_is_told()
    {
        var result = _team.Sling("Half done", $"echo a > a; git add -A; git commit -qm a; echo b > b; echo there > {Marks}/there; exec sleep 1000");
        Team.LineOf($"{Marks}/there");
        var stop = _team.Ov("stop", "builder-1", "--json").Ok().Json.GetProperty("results")[0];
        Assert.Equal(result.GetProperty("worktree").GetString(), stop.GetProperty("worktree").GetString());
        Assert.Equal(result.GetProperty("branch").GetString(), stop.GetProperty("branch").GetString());
        Assert.Equal(1, stop.GetProperty("commitsAhead").GetInt32());
        Assert.Equal("b", stop.GetProperty("dirtyFiles")[0].GetString());
        Assert.Equal("b\n", File.ReadAllText(Path.Combine(stop.GetProperty("worktree").GetString()!, "b")));
        Assert.Equal("pending", _team.TaskState(result.GetProperty("taskId").GetString()!));
        Assert.Equal(1, _team.Project.Count("SELECT attempts FROM task"));
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'worker_died'"));
    }

    [Fact]
    public void All_stops_everybody_and_one_unknown_name_stops_nobody_else_from_being_stopped()
    {
        _team.Ov("sling", "One one", "Two two", "--json").Ok();
        var some = _team.Ov("stop", "builder-1", "nobody", "--json").Exits(9).Json.GetProperty("results");
        Assert.True(some[0].GetProperty("success").GetBoolean());
        Assert.Equal("not-found", some[1].GetProperty("code").GetString());
        Assert.Single(_team.Ov("stop", "--all", "--json").Ok().Json.GetProperty("results").EnumerateArray());
        Assert.Empty(_team.Ov("stop", "--all", "--json").Ok().Json.GetProperty("results").EnumerateArray());
        _team.Ov("stop", "--json").Refused(2, "usage");
    }

    [Fact]
    public void Stopping_an_ended_agent_says_so_and_changes_nothing()
    {
        _team.Sling("Done soon", Team.Worker);
        _team.Wait("builder-1");
        var stop = _team.Ov("stop", "builder-1", "--json").Ok().Json;
        Assert.False(stop.GetProperty("stopped").GetBoolean());
        Assert.Equal(AgentState.Completed, _team.Agent("builder-1").State);
    }

    [Fact]
    public void An_agent_stops_only_what_is_below_it()
    {
        _team.Sling("Lead it", null, "--role", "lead", "--name", "boss");
        _team.Project.OvAs("boss", "sling", "A part of it", "--name", "child", "--json").Ok();
        _team.Sling("Elsewhere here", null, "--name", "stranger");
        _team.Project.OvAs("child", "stop", "boss", "--json").Refused(4, "hierarchy");
        _team.Project.OvAs("boss", "stop", "stranger", "--json").Refused(4, "hierarchy");
        _team.Project.OvAs("boss", "stop", "boss", "--json").Refused(4, "hierarchy");
        _team.Project.OvAs("boss", "stop", "child", "--json").Ok();
    }

    [Fact]
    public void Cleaning_the_worktree_refuses_unlanded_work_and_keeps_it_when_forced()
    {
        _team.Sling("Half done", $"echo a > a; git add -A; git commit -qm a; echo b > b; echo there > {Marks}/there; exec sleep 1000");
        Team.LineOf($"{Marks}/there");
        var branch = _team.Agent("builder-1").Branch!;
        var refused = _team.Ov("stop", "builder-1", "--clean-worktree", "--json").Exits(9).Json;
        Assert.True(refused.GetProperty("stopped").GetBoolean());
        Assert.Equal("dirty", refused.GetProperty("results")[0].GetProperty("code").GetString());
        Assert.True(File.Exists(Path.Combine(_team.Worktrees, "builder-1", "b")));

        var forced = _team.Ov("stop", "builder-1", "--clean-worktree", "--force", "--json").Ok().Json.GetProperty("results")[0];
        Assert.True(forced.GetProperty("worktreeRemoved").GetBoolean());
        Assert.False(Directory.Exists(Path.Combine(_team.Worktrees, "builder-1")));
        var kept = forced.GetProperty("backups").EnumerateArray().Select(backup => backup.GetString()!).ToList();
        Assert.Contains(kept, backup => _team.Box.Git("ls-tree", "--name-only", backup).Split('\n').Contains("b"));
        Assert.Equal("a", _team.Box.Git("log", "-1", "--format=%s", branch));
    }

    [Fact]
    public void Cleaning_the_worktree_of_an_agent_without_work_needs_no_force()
    {
        _team.Sling("Nothing done", null);
        var stop = _team.Ov("stop", "builder-1", "--clean-worktree", "--json").Ok().Json;
        Assert.True(stop.GetProperty("worktreeRemoved").GetBoolean());
        Assert.Empty(_team.WorktreePaths());
    }
}
