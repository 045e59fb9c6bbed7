namespace Ov.Core.Feeds;

/// <summary>How many events there were, by type, by family, by tool, by kind of agent and by agent (S0-103).</summary>
/// <param name="Total">Counted.</param>
/// <param name="Trouble">Of these, warnings and errors.</param>
/// <param name="FirstAt">Of the oldest counted; null when there is none.</param>
/// <param name="ByType">The most frequent first, as are all of them.</param>
/// <param name="ByFamily">By the first word of the type.</param>
/// <param name="ByRole">Of the agents that they are about.</param>
/// <param name="More">True when there are more than are ever looked through.</param>
public sealed record EventStats(
    long Total, long Trouble, DateTimeOffset? FirstAt, DateTimeOffset? LastAt, IReadOnlyList<EventCount> ByType, IReadOnlyList<EventCount> ByFamily, IReadOnlyList<EventCount> ByTool,
    IReadOnlyList<EventCount> ByRole, IReadOnlyList<EventCount> ByAgent, bool More);

/// <param name="Trouble">Of these, warnings and errors.</param>
/// <param name="LastAt">The newest of them.</param>
public sealed record EventCount(string Name, long Count, long Trouble, DateTimeOffset LastAt);
