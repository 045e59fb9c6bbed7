namespace Ov.Core.Inspecting;

/// <summary>What agents and their hosts printed, as it is, oldest first.</summary>
/// <param name="More">True when there is more before the first line.</param>
public sealed record AgentLogs(IReadOnlyList<LogEntry> Entries, int Total, bool More);

/// <summary>One printed line; Overstory's field names.</summary>
/// <param name="Timestamp">When its file was last written to: printed lines bear no time of their own.</param>
/// <param name="Level">error for what the host said, info for the rest.</param>
/// <param name="Event">turn, host or setup.</param>
/// <param name="Turn">Of a turn's output.</param>
/// <param name="Data">The line, without secrets of known shapes.</param>
public sealed record LogEntry(DateTimeOffset Timestamp, string Level, string Event, string AgentName, string AgentId, int? Turn, string Data);

/// <summary>Which of them.</summary>
/// <param name="Agent">Null means all of the run, or all that live.</param>
/// <param name="Turn">Only of this turn.</param>
/// <param name="Source">turn, host or setup; null means any.</param>
public sealed record LogQuery(string? Agent, int? Turn, string? Source, string? Level, string? Since, string? Until, int Limit);
