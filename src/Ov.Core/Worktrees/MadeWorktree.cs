namespace Ov.Core.Worktrees;

/// <summary>A worktree that was made, or in a rehearsal would be.</summary>
public sealed record MadeWorktree(WorktreeRecord Worktree, bool IsNewBranch, IReadOnlyList<int> Ports, IReadOnlyList<SetupOutcome> Setup, IReadOnlyList<string> Warnings);
