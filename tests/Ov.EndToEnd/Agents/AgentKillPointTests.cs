using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.EndToEnd.Agents;

/// <summary>A crash at each instant of a spawn, a turn and a stop; one tick repairs, and the work goes on.</summary>
public sealed class AgentKillPointTests : IDisposable
{
    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Theory]
    [InlineData(KillPoint.SlingReserved, false)]
    [InlineData(KillPoint.SlingWorktreeAdded, false)]
    [InlineData(KillPoint.SlingSetupDone, false)]
    [InlineData(KillPoint.SlingConfirmed, true)]
    public void A_sling_that_dies_midway_leaves_nothing_or_a_whole_agent(KillPoint point, bool whole)
    {
        var task = _team.AddTask("Some work");
        RequireKilled(_team.Box.Run("ov", ["sling", task], variables: At(point)));
        Tick();
        Assert.Equal(whole ? 1 : 0, _team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL"));
        Assert.Equal(whole ? "in_progress" : "pending", _team.TaskState(task));
        Assert.Equal(whole ? 1 : 0, _team.Branches().Count);
        if (!whole)
        {
            Assert.Empty(Directory.Exists(_team.Worktrees) ? Directory.EnumerateFileSystemEntries(_team.Worktrees) : []);
            _team.Ov("sling", task, "--exec", Team.Worker, "--wait").Ok();
        }

        _team.RequireSound();
    }

    /// <summary>Sling dies while the host is about to confirm: either outcome is right, a half one is not.</summary>
    [Fact]
    public void A_sling_that_dies_beside_its_starting_host_leaves_nothing_or_a_whole_agent()
    {
        var task = _team.AddTask("Some work");
        RequireKilled(_team.Box.Run("ov", ["sling", task], variables: At(KillPoint.SlingHostStarted)));
        Tick();
        var live = _team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL");
        Assert.Equal(live == 1 ? "in_progress" : "pending", _team.TaskState(task));
        Assert.Equal(live, _team.WorktreePaths().Count);
        _team.RequireSound();
    }

    [Fact]
    public void A_sling_of_several_that_dies_keeps_the_ones_that_had_started_and_undoes_the_rest()
    {
        RequireKilled(_team.Box.Run("ov", ["sling", "One thing", "Two things", "Three things"], variables: At(KillPoint.SlingConfirmed)));
        Tick();
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL"));
        Assert.Equal(2, _team.Project.Count("SELECT count(*) FROM task WHERE state = 'pending'"));
        _team.RequireSound();
    }

    [Theory]
    [InlineData(KillPoint.HostMailClaimed)]
    [InlineData(KillPoint.HostTurnStarted)]
    [InlineData(KillPoint.HostTurnEnded)]
    public void A_host_that_dies_in_a_turn_is_followed_by_one_that_finishes(KillPoint point)
    {
        var script = $"if grep -q 'incarnation 2' \"$OVERSTORY_PROMPT_FILE\"; then {Team.Worker}; else {(point == KillPoint.HostTurnStarted ? "exec sleep 1000" : "true")}; fi";
        var task = _team.Box.Run("ov", ["sling", "Some work", "--exec", script, "--json"], variables: At(point)).Ok().Json.GetProperty("taskId").GetString()!;
        AwaitDeadHost();
        var first = _team.Agent("builder-1").Id;
        Tick();
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM agent WHERE id = ?1 AND state = 'zombie'", first));
        Assert.Empty(AgentTree.Leftovers(first));
        _team.Wait(task);
        Assert.Equal("completed", _team.TaskState(task));
        Assert.Equal(2, _team.Agent("builder-1").Incarnation);
        _team.RequireSound();
    }

    [Fact]
    public void A_host_that_dies_after_recording_its_turn_has_lost_nothing()
    {
        _team.Box.Run("ov", ["sling", "Some work", "--exec", "true", "--json"], variables: At(KillPoint.HostTurnRecorded)).Ok();
        AwaitDeadHost();
        Assert.Equal("read", _team.Project.Rows("SELECT state FROM message WHERE type = 'dispatch'", row => row.Text("state"))[0]);
        Tick();
        Assert.Equal(2, _team.Agent("builder-1").Incarnation);
        _team.RequireSound();
    }

    [Theory]
    [InlineData(KillPoint.StopRequested)]
    [InlineData(KillPoint.StopTreeEnded)]
    [InlineData(KillPoint.StopRecorded)]
    public void A_stop_that_dies_midway_is_finished(KillPoint point)
    {
        var marks = _team.Box.Root;
        var task = _team.Sling("Some work", $"echo $$ > {marks}/turn; exec sleep 1000").GetProperty("taskId").GetString()!;
        var turn = Team.Pid(Team.LineOf($"{marks}/turn"));
        RequireKilled(_team.Box.Run("ov", ["stop", "builder-1"], variables: At(point)));
        Tick();
        Assert.False(Team.Lives(turn));
        Assert.Equal(AgentState.Stopped, _team.Agent("builder-1").State);
        Assert.Equal("pending", _team.TaskState(task));
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'worker_died'"));
        _team.RequireSound();
    }

    /// <summary>A second tick without an outside change has no second effect.</summary>
    private void Tick()
    {
        _team.Ov("watch", "--once").Ok();
        var events = _team.Project.Count("SELECT count(*) FROM event WHERE actor = 'watch'");
        _team.Ov("watch", "--once").Ok();
        Assert.Equal(events, _team.Project.Count("SELECT count(*) FROM event WHERE actor = 'watch'"));
    }

    private void AwaitDeadHost()
    {
        _team.Until("the host confirmed", "SELECT count(*) FROM agent WHERE host IS NOT NULL");
        var host = Core.Processes.ProcessIdentity.Parse(_team.Agent("builder-1").Host)!;
        Team.AwaitEnd(host.Pid);
    }

    private static Dictionary<string, string> At(KillPoint point) => new() { ["OV_TEST_KILL"] = point.Word() };

    private static void RequireKilled(OvRun run) => Assert.True(run.ExitCode is 137 or -9 or 9, $"it was not killed: {run}");
}
