namespace Ov.Core.Worktrees;

/// <summary>One setup command that ran in a new worktree.</summary>
public sealed record SetupOutcome(string Command, long DurationMs);
