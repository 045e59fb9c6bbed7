using Ov.Core.Worktrees;

namespace Ov.Core.Cleaning;

/// <summary>What a clean-up would remove, or has removed.</summary>
/// <param name="Worktrees">Of agents that have ended, with those that stay and why.</param>
/// <param name="Refs">Refs of ours that nothing needs any more.</param>
/// <param name="Folders">Folders of ours that are made anew when they are needed.</param>
public sealed record CleanPlan(IReadOnlyList<CleanedWorktree> Worktrees, IReadOnlyList<CleanedRef> Refs, IReadOnlyList<CleanedFolder> Folders)
{
    public bool IsEmpty => Refs.Count == 0 && Folders.Count == 0 && Worktrees.All(worktree => worktree.Verdict.Refusal is not null);

    /// <summary>The plan, a line for each thing that would go.</summary>
    public IEnumerable<string> Lines =>
    [
        .. Worktrees.Where(worktree => worktree.Verdict.Refusal is null).Select(worktree =>
            $"{worktree.Facts.Worktree.Path} ({worktree.Facts.Worktree.Branch}{(WorktreeVerdict.For(worktree.Facts, force: false).Refusal is { } unlanded ? $"; to be kept: {unlanded.Message}" : "")})"),
        .. Refs.Select(item => $"{item.Ref} ({item.What})"),
        .. Folders.Select(folder => $"{folder.Path} ({folder.What})"),
    ];
}

/// <summary>A ref of ours that nothing needs any more.</summary>
/// <param name="What">What it kept.</param>
/// <param name="Backup">The ref that keeps its commit now; null in a plan, and where a branch or tag does.</param>
/// <param name="Removed">False in a plan, and when somebody else was faster.</param>
public sealed record CleanedRef(string Ref, string Commit, string What, string? Backup = null, bool Removed = false);

/// <summary>A folder of ours that is made anew when it is needed.</summary>
/// <param name="ErrorMessage">Why it stays.</param>
public sealed record CleanedFolder(string Path, string What, bool Removed = false, string? ErrorMessage = null);
