using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Processes;
using Ov.Core.Tasks;

namespace Ov.Core.Worktrees;

/// <summary>Everything that decides whether a worktree may go, read before anything is touched.</summary>
/// <param name="Agent">Who works or worked in it.</param>
/// <param name="Runs">Why its agent still counts as running; null when it has ended with all its processes.</param>
/// <param name="Children">Live agents that its agent started.</param>
/// <param name="Task">The task whose work the branch carries.</param>
/// <param name="Checkout">What git knows of it; null when git has forgotten it.</param>
/// <param name="Status">Null when the folder is gone.</param>
/// <param name="Tip">The branch's commit; null when the branch is gone.</param>
/// <param name="Ahead">Commits of the branch that its target lacks, by commit.</param>
/// <param name="Landed">The branch's work is in a target, by commit or by content.</param>
/// <param name="LooseHead">The checked-out commit when no branch or tag holds it, as in the middle of a rebase.</param>
public sealed record WorktreeFacts(
    WorktreeRecord Worktree, AgentRecord? Agent, string? Runs, IReadOnlyList<string> Children, TaskRecord? Task, GitWorktree? Checkout,
    GitStatus? Status, string? Tip, string Target, int Ahead, bool Landed, string? LooseHead)
{
    /// <summary>Commits of its target that the branch lacks.</summary>
    public int Behind { get; init; }

    /// <summary>Null when the branch is gone.</summary>
    public BranchTip? LastCommit { get; init; }

    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Processes whose working directory lies in it.</summary>
    public IReadOnlyList<FolderUser> Users { get; init; } = [];

    /// <summary>Null when nobody asked.</summary>
    public long? SizeBytes { get; init; }

    public bool Missing => Status is null;

    public bool IsDirty => Status is { } status && (status.IsDirty || status.DirtySubmodules.Count > 0);

    /// <summary>How people call it: by its agent, else by its branch.</summary>
    public string Name => Agent?.Name ?? Worktree.OwnName ?? Worktree.Branch;
}
