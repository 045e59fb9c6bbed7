using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>
/// What an agent is doing, as far as can be told, and why one thinks so. One pure function that every face uses: looking at an agent
/// changes nothing about it (defects 4 and 5 of the reference tool).
/// </summary>
/// <param name="Reason">One clause for people.</param>
/// <param name="Evidence">What was seen, strongest first; never empty.</param>
/// <param name="Since">When the state began, as far as is known.</param>
public sealed record AgentStatus(SeenState State, string Reason, IReadOnlyList<string> Evidence, DateTimeOffset Since, Confidence Confidence)
{
    /// <summary>Silence after which a turn without any tool running counts as stalled, unless the configuration says otherwise.</summary>
    public static readonly TimeSpan DefaultStaleAfter = TimeSpan.FromMinutes(5);

    public static AgentStatus For(AgentRecord agent, AgentPulse pulse, DateTimeOffset now, TimeSpan? staleAfter = null)
    {
        var evidence = Seen(agent, pulse, now);
        if (!agent.IsLive)
        {
            var end = agent.StateReason ?? $"it ended as {agent.State.Word()}";
            return pulse.Successor is { } next && agent.State != AgentState.Completed
                ? new(SeenState.Replaced, $"incarnation {next} of its name took its place; {end}", ["the ledger records its end and its successor", .. evidence], agent.StateSince, Confidence.Strong)
                : new(SeenStateOf(agent.State), end, ["the ledger records its end", .. evidence], agent.StateSince, Confidence.Strong);
        }

        return pulse.HostLockHeld ? Hosted(agent, pulse, evidence, now, staleAfter ?? DefaultStaleAfter) : Unhosted(agent, pulse, evidence);
    }

    /// <summary>True when a tick would record that this agent died.</summary>
    public bool IsDeadUnrecorded(AgentRecord agent) => agent.IsLive && State == SeenState.Zombie && Confidence == Confidence.Strong;

    /// <summary>The host holds its lock, so the agent lives; the question is what it does.</summary>
    private static AgentStatus Hosted(AgentRecord agent, AgentPulse pulse, IReadOnlyList<string> evidence, DateTimeOffset now, TimeSpan staleAfter)
    {
        if (agent.Obstacle is { } obstacle && Held(agent, obstacle, pulse, evidence, now) is { } held)
        {
            return held;
        }

        if (pulse.Turn is null or Liveness.Dead)
        {
            return new(SeenStateOf(agent.State), agent.StateReason ?? Default(agent.State), evidence, agent.StateSince, Confidence.Strong);
        }

        if (IsSilent(agent, pulse, now, staleAfter))
        {
            return new(SeenState.Stalled, $"turn {agent.Turn} runs but has shown nothing for {Ago(now - agent.LastActivityAt)}", evidence, agent.LastActivityAt, Confidence.Weak);
        }

        var since = agent.State is AgentState.Working or AgentState.Waiting ? agent.StateSince : agent.LastActivityAt;
        return new(agent.State == AgentState.Waiting ? SeenState.Waiting : SeenState.Working, $"turn {agent.Turn} runs", evidence, since,
            pulse.Turn == Liveness.Alive ? Confidence.Strong : Confidence.Weak);
    }

    /// <summary>
    /// What holds it up, where the evidence of now does not speak against it. A screen is weak evidence; what the runtime or the ledger says is strong.
    /// Null when it has passed.
    /// </summary>
    private static AgentStatus? Held(AgentRecord agent, AgentObstacle obstacle, AgentPulse pulse, IReadOnlyList<string> evidence, DateTimeOffset now)
    {
        var inTurn = pulse.Turn is not (null or Liveness.Dead);
        var (state, confidence) = obstacle.Kind switch
        {
            ObstacleKind.Prompt when inTurn => (SeenState.Prompt, Confidence.Weak),
            ObstacleKind.Limited when obstacle.Pauses(now) => (SeenState.Limited, inTurn ? Confidence.Weak : Confidence.Strong),
            ObstacleKind.Budget when !inTurn => (SeenState.Limited, Confidence.Strong),
            ObstacleKind.ContextFull when !inTurn => (SeenState.ContextFull, Confidence.Strong),
            ObstacleKind.Answer when !inTurn && agent.State is AgentState.Idle or AgentState.Waiting => (SeenState.Waiting, Confidence.Strong),
            _ => (SeenState.Unknown, Confidence.None),
        };
        return state == SeenState.Unknown ? null : new(state, Clause(obstacle), [Source(obstacle), .. evidence], obstacle.Since, confidence);
    }

    private static string Clause(AgentObstacle obstacle) => obstacle.Kind switch
    {
        ObstacleKind.Limited when obstacle.Until is { } until => $"its account's limit is used up until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {obstacle.Text}",
        ObstacleKind.Limited => $"its account's limit is used up: {obstacle.Text}",
        ObstacleKind.ContextFull => $"its conversation no longer fits the model, and its next turn begins a new one: {obstacle.Text}",
        _ => obstacle.Text,
    };

    private static string Source(AgentObstacle obstacle) => obstacle.Kind switch
    {
        ObstacleKind.Answer => "its question has no answer yet",
        ObstacleKind.Prompt => "its screen shows a question",
        ObstacleKind.Budget => "the ledger adds up what turns use",
        _ => "its runtime said so",
    };

    private static AgentStatus Unhosted(AgentRecord agent, AgentPulse pulse, IReadOnlyList<string> evidence) => (pulse.Host, pulse.Turn) switch
    {
        (Liveness.Unknown, _) or (_, Liveness.Unknown) =>
            new(SeenState.Unknown, "its processes cannot be seen from here (another container, perhaps)", evidence, agent.StateSince, Confidence.None),
        (null, null or Liveness.Dead) when agent.State == AgentState.Booting =>
            new(SeenState.Booting, "its host has not confirmed yet", evidence, agent.StateSince, Confidence.Weak),
        (null, Liveness.Dead or null) =>
            new(SeenState.Unknown, "it has no host, so nothing tells whether it lives", evidence, agent.StateSince, Confidence.None),
        (Liveness.Alive, _) =>
            new(SeenStateOf(agent.State), "its host is just starting or leaving", evidence, agent.StateSince, Confidence.Weak),
        (_, Liveness.Alive) =>
            new(SeenState.Zombie, "its host died; what its turn left is still running", evidence, agent.LastActivityAt, Confidence.Strong),
        _ when pulse.IsOfOtherBoot =>
            new(SeenState.Zombie, "the machine was started anew while it worked; no process of it is left", evidence, agent.LastActivityAt, Confidence.Strong),
        _ =>
            new(SeenState.Zombie, "its host died without a word; no process of it is left", evidence, agent.LastActivityAt, Confidence.Strong),
    };

    /// <summary>Silence counts only during a turn, and a living tool child is activity.</summary>
    private static bool IsSilent(AgentRecord agent, AgentPulse pulse, DateTimeOffset now, TimeSpan staleAfter) =>
        agent.State is AgentState.Working or AgentState.Stalled && pulse.TurnHasChild != true && now - agent.LastActivityAt >= staleAfter;

    private static List<string> Seen(AgentRecord agent, AgentPulse pulse, DateTimeOffset now)
    {
        List<string> evidence = [pulse.HostLockHeld ? "its host holds its lock" : "its host's lock is free"];
        if (pulse.Host is { } host)
        {
            evidence.Add($"its host's process is {Word(host)}");
        }

        if (pulse.Turn is { } turn)
        {
            evidence.Add($"the process of turn {agent.Turn} is {Word(turn)}");
        }

        if (pulse.TurnHasChild == true)
        {
            evidence.Add("a tool that it started is running");
        }

        evidence.Add($"last event {Ago(now - agent.LastActivityAt)} ago");
        return evidence;
    }

    private static string Default(AgentState state) => state switch
    {
        AgentState.Booting => "it is starting",
        AgentState.Working => "between two steps of a turn",
        AgentState.Idle => "no turn runs; it waits for mail",
        AgentState.Waiting => "it waits for an answer",
        _ => $"recorded as {state.Word()}",
    };

    private static string Word(Liveness liveness) => liveness switch
    {
        Liveness.Alive => "alive",
        Liveness.Dead => "dead",
        _ => "out of sight",
    };

    private static SeenState SeenStateOf(AgentState state) => state switch
    {
        AgentState.Booting => SeenState.Booting,
        AgentState.Working => SeenState.Working,
        AgentState.Idle => SeenState.Idle,
        AgentState.Waiting => SeenState.Waiting,
        AgentState.Stalled => SeenState.Stalled,
        AgentState.Zombie => SeenState.Zombie,
        AgentState.Stopped => SeenState.Stopped,
        AgentState.Completed => SeenState.Completed,
        _ => SeenState.Failed,
    };

    private static string Ago(TimeSpan age) => Text.Age.Of(age);
}
