namespace Ov.Core.Gates;

/// <summary>A point that work does not pass without a verdict.</summary>
/// <param name="TaskId">Null when it is about the whole run.</param>
/// <param name="Evidence">What the decision rests on; may be empty.</param>
/// <param name="OpenerId">The agent that asked; null when none did.</param>
/// <param name="Holds">What it keeps from going on now: also after a no, until the same is asked again.</param>
/// <param name="Text">The words that came with the answer.</param>
public sealed record GateRecord(
    string Id, string RunId, string? TaskId, GateKind Kind, GateState State, string Question, string Evidence, string OpenedBy, string? OpenerId, DateTimeOffset OpenedAt,
    DateTimeOffset? ExpiresAt, GatePoint Holds, GateAnswer? Answer, string? Text, string? DecidedBy, DateTimeOffset? DecidedAt);
