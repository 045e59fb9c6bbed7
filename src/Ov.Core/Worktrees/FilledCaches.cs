namespace Ov.Core.Worktrees;

/// <summary>What kept folders brought to a new worktree.</summary>
/// <param name="IsComplete">Every configured folder was there, and setup is to be skipped then.</param>
/// <param name="Notes">What people should know: what was not taken, and why.</param>
public sealed record FilledCaches(bool IsComplete, IReadOnlyList<string> Notes);
