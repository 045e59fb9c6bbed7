namespace Ov.Core.Git;

/// <summary>The uncommitted work of one checkout. Paths are relative to its root; ignored files do not count.</summary>
/// <param name="Head">Null before the first commit.</param>
/// <param name="Branch">Null when detached.</param>
/// <param name="Ahead">Commits the upstream lacks; null without an upstream.</param>
/// <param name="Staged">Index differs from HEAD; a rename counts with its new path.</param>
/// <param name="DirtySubmodules">Submodules with work of their own that no commit here can keep.</param>
public sealed record GitStatus(
    string? Head,
    string? Branch,
    string? Upstream,
    int? Ahead,
    int? Behind,
    IReadOnlyList<string> Staged,
    IReadOnlyList<string> Unstaged,
    IReadOnlyList<string> Untracked,
    IReadOnlyList<string> Conflicted,
    IReadOnlyList<string> DirtySubmodules)
{
    public bool IsDirty => Staged.Count + Unstaged.Count + Untracked.Count + Conflicted.Count > 0;

    /// <summary>Every path with uncommitted work, once.</summary>
    public IReadOnlyList<string> AllPaths => [.. Staged.Concat(Unstaged).Concat(Untracked).Concat(Conflicted).Distinct().Order(StringComparer.Ordinal)];
}
