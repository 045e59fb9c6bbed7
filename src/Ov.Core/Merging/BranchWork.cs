using Ov.Core.Git;

namespace Ov.Core.Merging;

/// <summary>How far the work on a branch is.</summary>
/// <param name="Ahead">Commits that the target lacks; null when there is no such target.</param>
/// <param name="Behind">Commits of the target that the branch lacks.</param>
/// <param name="Uncommitted">Files in its worktree that are changed or new; null where none can be looked into.</param>
public sealed record BranchWork(string Branch, string Target, int? Ahead, int? Behind, int? Uncommitted);

/// <summary>One look at the branches on their way.</summary>
/// <param name="Landing">Those with something to land.</param>
/// <param name="Tips">Of the branches and their targets.</param>
internal sealed record RadarSight(IReadOnlyList<BranchWork> All, IReadOnlyList<RadarBranch> Landing, IReadOnlyDictionary<string, CommitTree> Tips);
