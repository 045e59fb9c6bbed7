namespace Ov.Core.Git;

/// <summary>Where a repository lies. All paths are absolute with symbolic links resolved, as git itself reports them.</summary>
/// <param name="WorktreeRoot">The checkout that holds the start folder; null in a bare repository or inside a git folder.</param>
/// <param name="GitDir">The checkout's own git folder: HEAD, index, state of a merge.</param>
/// <param name="CommonDir">What all checkouts share: refs, objects, config, and our ledger.</param>
public sealed record Repository(string? WorktreeRoot, string GitDir, string CommonDir)
{
    public bool IsLinkedWorktree => GitDir != CommonDir;

    /// <summary>The main checkout, from any linked one; null for a bare repository or a git folder kept elsewhere.</summary>
    public string? MainRoot => !IsLinkedWorktree && WorktreeRoot is not null ? WorktreeRoot
        : Path.GetFileName(CommonDir) == ".git" ? Path.GetDirectoryName(CommonDir)
        : null;
}
