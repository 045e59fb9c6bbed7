using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Agents;

/// <summary>One incarnation of a role working for a run. A terminal state never revives: a new start is a new incarnation.</summary>
/// <param name="Id">For example <c>agent-k3v9q2mz</c>.</param>
/// <param name="Name">Unique among live agents of the project, compared in lower case.</param>
/// <param name="Incarnation">1 for the first bearer of the name.</param>
/// <param name="Command">The command of the exec runtime, as a JSON array, or null when the agent boots idle.</param>
/// <param name="Host">Text form of the host's process identity, or null before it confirmed.</param>
/// <param name="TurnProcess">Text form of the process of the turn in progress, or null between turns.</param>
/// <param name="EndedAt">Set exactly when the state is terminal.</param>
public sealed record AgentRecord(
    string Id, string Name, int Incarnation, string Role, AgentState State, DateTimeOffset StateSince, string? StateReason,
    string RunId, string? TaskId, string? ParentId, int Depth, string Runtime, string? Command, string? Model, string SecretHash,
    string? Branch, string? BaseBranch, string? BaseCommit, string? Worktree, IReadOnlyList<string> Scope, bool SkipReview, int? MaxChildren,
    string? Host, string? Session, int Turn, string? TurnProcess, int FailedTurns,
    string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset LastActivityAt, DateTimeOffset? EndedAt)
{
    /// <summary>Its runtime runs in a terminal that a person can attach to, not one process per turn.</summary>
    public bool HasTerminal { get; init; }

    /// <summary>The session that its own begins, or began, as a fork of; null when it begins with nothing.</summary>
    public string? ForkOf { get; init; }

    /// <summary>Works on a person's own screen: no turn begins by itself, and what its commands change is only proposed.</summary>
    public bool IsDesk { get; init; }

    public bool IsLive => EndedAt is null;

    /// <summary>A later incarnation of the same name on the same work.</summary>
    public bool IsSuccessorOf(AgentRecord other) => Name == other.Name && TaskId == other.TaskId && Incarnation > other.Incarnation;

    /// <summary>How full its model's window is; null where its runtime does not say.</summary>
    public AgentContext? Context { get; init; }

    /// <summary>What holds it up; null while nothing is known to.</summary>
    public AgentObstacle? Obstacle { get; init; }

    /// <summary>What its role does to files, as configured when it was started; null for an agent of an older program.</summary>
    public Stance? Stance { get; init; }
}

/// <summary>States of an agent (contract, "State transitions").</summary>
[JsonConverter(typeof(SnakeEnum<AgentState>))]
public enum AgentState
{
    Booting,
    Working,
    Idle,
    Waiting,
    Stalled,
    Zombie,
    Stopped,
    Completed,
    Failed,
}
