namespace Ov.Core.Costs;

/// <summary>How agents fared: the newest sessions one by one, and all that fit by role and by runtime.</summary>
/// <param name="Sessions">The newest first; one incarnation each.</param>
/// <param name="More">True when older ones fit too.</param>
public sealed record MetricsReport(IReadOnlyList<MetricsSession> Sessions, IReadOnlyList<MetricsSum> ByRole, IReadOnlyList<MetricsSum> ByRuntime, int Total, bool More);

/// <summary>One incarnation of an agent; Overstory's field names where they fit.</summary>
/// <param name="CompletedAt">When it ended, however; null while it lives.</param>
/// <param name="DurationMs">Until its end, or until now.</param>
public sealed record MetricsSession(
    string AgentName, string AgentId, string Capability, string Runtime, string? ModelUsed, string State, string RunId, string? TaskId, int? TaskNumber, string? ParentAgent,
    DateTimeOffset StartedAt, DateTimeOffset? CompletedAt, long DurationMs, int Turns,
    long InputTokens, long OutputTokens, long CacheReadTokens, long CacheWriteTokens, decimal? CostUsd, decimal? EstimatedUsd);

/// <summary>Agents of one role or runtime.</summary>
/// <param name="SuccessRate">Completed of those that completed, failed or died; null while none has.</param>
/// <param name="FailedTurns">Of the turns that ended.</param>
public sealed record MetricsSum(
    string Name, long Agents, long Live, long Completed, long Failed, long Stopped, decimal? SuccessRate, long Turns, long FailedTurns, long? AvgTurnMs, long? MaxTurnMs,
    long InputTokens, long OutputTokens, long CacheReadTokens, long CacheWriteTokens, decimal? CostUsd, decimal? EstimatedUsd);
