namespace Ov.Core.Worktrees;

/// <summary>One worktree of a clean-up.</summary>
/// <param name="Removal">Null in a plan, and when it was kept.</param>
/// <param name="Failed">It was to be removed, and that did not work.</param>
public sealed record CleanedWorktree(WorktreeFacts Facts, WorktreeVerdict Verdict, WorktreeRemoval? Removal, bool Failed = false);
