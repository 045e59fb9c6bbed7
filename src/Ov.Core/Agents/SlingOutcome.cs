namespace Ov.Core.Agents;

/// <summary>What the transaction decided for one argument: a reserved seat, or already its result.</summary>
internal sealed record SlingOutcome(SlingSeat? Seat, SlingResult? Result);
