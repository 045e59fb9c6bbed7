namespace Ov.Core.Gates;

/// <summary>What is to be decided, before it has an id.</summary>
/// <param name="TaskId">Null when it is about the whole run.</param>
/// <param name="Evidence">What the decision rests on; may be empty.</param>
/// <param name="For">How long it waits; null is for ever.</param>
public sealed record GateDraft(GateKind Kind, string Question, string Evidence = "", string? TaskId = null, TimeSpan? For = null);
