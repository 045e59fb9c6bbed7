using Ov.Core.Agents;
using Ov.Core.Processes;

namespace Ov.Tests.Agents;

public class AgentStatusTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<AgentState, bool, Liveness?, Liveness?, int, bool?, SeenState, Confidence> Table() => new()
    {
        // recorded, lock held, host, turn, silent minutes, tool running → seen, confidence
        { AgentState.Idle, true, Liveness.Alive, null, 60, null, SeenState.Idle, Confidence.Strong },
        { AgentState.Working, true, Liveness.Alive, Liveness.Alive, 1, null, SeenState.Working, Confidence.Strong },
        { AgentState.Idle, true, Liveness.Alive, Liveness.Alive, 1, null, SeenState.Working, Confidence.Strong },
        { AgentState.Waiting, true, Liveness.Alive, Liveness.Alive, 60, null, SeenState.Waiting, Confidence.Strong },
        { AgentState.Working, true, Liveness.Alive, Liveness.Alive, 6, false, SeenState.Stalled, Confidence.Weak },
        { AgentState.Working, true, Liveness.Alive, Liveness.Alive, 6, true, SeenState.Working, Confidence.Strong },
        { AgentState.Stalled, true, Liveness.Alive, Liveness.Alive, 1, null, SeenState.Working, Confidence.Strong },
        { AgentState.Working, true, Liveness.Alive, Liveness.Dead, 6, null, SeenState.Working, Confidence.Strong },
        { AgentState.Working, true, Liveness.Alive, Liveness.Unknown, 1, null, SeenState.Working, Confidence.Weak },
        { AgentState.Working, false, Liveness.Dead, Liveness.Dead, 0, null, SeenState.Zombie, Confidence.Strong },
        { AgentState.Idle, false, Liveness.Dead, null, 60, null, SeenState.Zombie, Confidence.Strong },
        { AgentState.Working, false, Liveness.Dead, Liveness.Alive, 0, null, SeenState.Zombie, Confidence.Strong },
        { AgentState.Booting, false, null, null, 0, null, SeenState.Booting, Confidence.Weak },
        { AgentState.Booting, false, Liveness.Dead, null, 0, null, SeenState.Zombie, Confidence.Strong },
        { AgentState.Idle, false, Liveness.Alive, null, 0, null, SeenState.Idle, Confidence.Weak },
        { AgentState.Working, false, Liveness.Unknown, null, 600, null, SeenState.Unknown, Confidence.None },
        { AgentState.Working, false, Liveness.Dead, Liveness.Unknown, 600, null, SeenState.Unknown, Confidence.None },
        { AgentState.Working, false, null, null, 600, null, SeenState.Unknown, Confidence.None },
        { AgentState.Completed, false, Liveness.Dead, null, 600, null, SeenState.Completed, Confidence.Strong },
        { AgentState.Zombie, true, Liveness.Alive, Liveness.Alive, 0, null, SeenState.Zombie, Confidence.Strong },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_is_seen_follows_from_the_evidence_and_says_how_sure_it_is(
        AgentState recorded, bool lockHeld, Liveness? host, Liveness? turn, int silentMinutes, bool? toolRuns, SeenState seen, Confidence confidence)
    {
        var status = AgentStatus.For(Agent(recorded, silentMinutes), new AgentPulse(lockHeld, host, turn) { TurnHasChild = toolRuns }, Now);
        Assert.Equal((seen, confidence), (status.State, status.Confidence));
        Assert.NotEmpty(status.Evidence);
        Assert.NotEqual("", status.Reason);
    }

    public static TheoryData<ObstacleKind, AgentState, Liveness?, int?, int, SeenState, Confidence> Obstacles() => new()
    {
        // obstacle, recorded, turn, ends in minutes, silent minutes → seen, confidence
        { ObstacleKind.Prompt, AgentState.Working, Liveness.Alive, null, 60, SeenState.Prompt, Confidence.Weak },
        { ObstacleKind.Prompt, AgentState.Idle, null, null, 60, SeenState.Idle, Confidence.Strong },
        { ObstacleKind.Limited, AgentState.Working, Liveness.Alive, null, 60, SeenState.Limited, Confidence.Weak },
        { ObstacleKind.Limited, AgentState.Idle, null, 10, 60, SeenState.Limited, Confidence.Strong },
        { ObstacleKind.Limited, AgentState.Idle, null, -1, 60, SeenState.Idle, Confidence.Strong },
        { ObstacleKind.Limited, AgentState.Working, Liveness.Alive, -1, 60, SeenState.Stalled, Confidence.Weak },
        { ObstacleKind.ContextFull, AgentState.Idle, null, null, 60, SeenState.ContextFull, Confidence.Strong },
        { ObstacleKind.ContextFull, AgentState.Working, Liveness.Alive, null, 1, SeenState.Working, Confidence.Strong },
        { ObstacleKind.Answer, AgentState.Idle, null, null, 60, SeenState.Waiting, Confidence.Strong },
        { ObstacleKind.Answer, AgentState.Working, Liveness.Alive, null, 1, SeenState.Working, Confidence.Strong },
    };

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void What_holds_an_agent_up_is_seen_unless_the_evidence_of_now_speaks_against_it(
        ObstacleKind kind, AgentState recorded, Liveness? turn, int? endsInMinutes, int silentMinutes, SeenState seen, Confidence confidence)
    {
        var obstacle = new AgentObstacle(kind, "it says why", Now.AddMinutes(-5), endsInMinutes is { } minutes ? Now.AddMinutes(minutes) : null);
        var status = AgentStatus.For(Agent(recorded, silentMinutes) with { Obstacle = obstacle }, new AgentPulse(true, Liveness.Alive, turn) { TurnHasChild = false }, Now);
        Assert.Equal((seen, confidence), (status.State, status.Confidence));
        Assert.Equal(seen is SeenState.Prompt or SeenState.Limited or SeenState.ContextFull or SeenState.Waiting, status.Reason.Contains("it says why"));
    }

    [Fact]
    public void A_dead_host_is_dead_whatever_held_its_agent_up()
    {
        var agent = Agent(AgentState.Idle, 60) with { Obstacle = new AgentObstacle(ObstacleKind.Limited, "used up", Now, null) };
        Assert.True(AgentStatus.For(agent, new AgentPulse(false, Liveness.Dead, null), Now).IsDeadUnrecorded(agent));
    }

    [Theory]
    [InlineData(AgentState.Zombie, SeenState.Replaced)]
    [InlineData(AgentState.Stopped, SeenState.Replaced)]
    [InlineData(AgentState.Completed, SeenState.Completed)]
    public void An_ended_incarnation_with_a_successor_was_replaced_unless_it_had_finished(AgentState recorded, SeenState seen)
    {
        var status = AgentStatus.For(Agent(recorded, 60), new AgentPulse(false, null, null) { Successor = 2 }, Now);
        Assert.Equal((seen, Confidence.Strong), (status.State, status.Confidence));
    }

    [Fact]
    public void A_crash_is_dead_however_late_it_is_noticed_and_never_completed()
    {
        var agent = Agent(AgentState.Working, 60 * 24);
        var status = AgentStatus.For(agent, new AgentPulse(false, Liveness.Dead, Liveness.Dead), Now);
        Assert.True(status.IsDeadUnrecorded(agent));
    }

    [Fact]
    public void Whose_host_ran_before_the_machine_was_started_anew_is_dead_for_that_reason()
    {
        var agent = Agent(AgentState.Working, 1) with { Host = $"00000000-0000-4000-8000-000000000000{ProcessIdentity.Current().ToString()[36..]}" };
        var status = AgentStatus.For(agent, AgentPulse.Look(agent, Core.Ledger.LedgerFiles.In("/nowhere")), Now);
        Assert.True(status.IsDeadUnrecorded(agent));
        Assert.StartsWith("the machine was started anew", status.Reason);
    }

    [Fact]
    public void Nothing_is_called_dead_on_what_cannot_be_seen()
    {
        var agent = Agent(AgentState.Working, 60 * 24);
        Assert.All(
            new[] { new AgentPulse(true, Liveness.Dead, Liveness.Dead), new AgentPulse(false, Liveness.Unknown, null), new AgentPulse(false, Liveness.Alive, null), new AgentPulse(false, null, null) },
            pulse => Assert.False(AgentStatus.For(agent, pulse, Now).IsDeadUnrecorded(agent)));
    }

    private static AgentRecord Agent(AgentState state, int silentMinutes) => new(
        "agent-1", "builder-1", 1, "builder", state, Now.AddHours(-2), null, "run-1", null, null, 0, "exec", null, null, "", null, null, null, null, [], false,
        null, null, null, 1, null, 0, "operator", Now.AddHours(-2), Now.AddMinutes(-silentMinutes), AgentTransitions.IsTerminal(state) ? Now : null);
}
