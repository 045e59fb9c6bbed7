namespace Ov.Core.Worktrees;

/// <summary>A worktree that was removed.</summary>
/// <param name="Backups">The refs that keep what was not landed; empty when all of it had.</param>
/// <param name="UndoHint">The command that brings the work back; null when nothing was kept aside.</param>
public sealed record WorktreeRemoval(string Id, string Name, string Path, string Branch, bool BranchDeleted, IReadOnlyList<string> Backups, string? UndoHint);
