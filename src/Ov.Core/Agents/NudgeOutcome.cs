namespace Ov.Core.Agents;

/// <summary>What a nudge came to.</summary>
/// <param name="Delivered">The host lives and was woken: the agent reads it in its next turn, or at once when it is idle.</param>
/// <param name="Queued">Recorded, but no host hears it now.</param>
/// <param name="Reason">Why it was not delivered; null when it was.</param>
/// <param name="MessageId">Null when it counted as one with the nudge before.</param>
public sealed record NudgeOutcome(string AgentName, bool Delivered, bool Queued, string? Reason, string? MessageId)
{
    /// <summary>When an agent at work reads it; null for one that begins with it.</summary>
    public string? Note { get; init; }
}
