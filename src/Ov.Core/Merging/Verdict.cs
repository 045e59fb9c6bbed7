namespace Ov.Core.Merging;

/// <summary>What a gate said about a tree.</summary>
/// <param name="Command">Its exact text, with how it is run.</param>
/// <param name="Output">The end of what it printed.</param>
public sealed record Verdict(string Command, bool Passed, int? ExitCode, string Output, long DurationMs, DateTimeOffset At);
