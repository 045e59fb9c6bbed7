namespace Ov.Core.Worktrees;

/// <summary>A worktree as decided, before anything is written.</summary>
/// <param name="Name">As asked for, or a first choice that may get a number.</param>
/// <param name="IsNewBranch">The branch is cut for it; else it is there already and stays when the worktree goes.</param>
/// <param name="BaseBranch">What it was cut from, or is compared with; null for a bare commit.</param>
/// <param name="Folder">The folder asked for; null for the usual place.</param>
/// <param name="Sparse">Folders of a sparse checkout; empty for a full one.</param>
public sealed record WorktreeDraft(
    string Name, bool IsNamed, string Branch, bool IsNewBranch, string? BaseBranch, string BaseCommit, string? Folder, string? TaskId, string? RunId,
    IReadOnlyList<string> Scope, IReadOnlyList<string> Sparse, IReadOnlyList<string> Warnings);
