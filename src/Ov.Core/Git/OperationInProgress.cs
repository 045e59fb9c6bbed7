namespace Ov.Core.Git;

/// <summary>Reads a checkout's half-finished operation from its git folder, without a subprocess.</summary>
public static class OperationInProgress
{
    private const string Heads = "refs/heads/";

    private static readonly string[] RebaseFolders = ["rebase-merge", "rebase-apply"];

    /// <param name="gitDir">The checkout's own git folder, not the common one.</param>
    public static GitOperation In(string gitDir) =>
        Has(gitDir, "rebase-merge") || Has(gitDir, "rebase-apply/rebasing") ? GitOperation.Rebase
        : Has(gitDir, "rebase-apply") ? GitOperation.ApplyingPatches
        : Has(gitDir, "MERGE_HEAD") ? GitOperation.Merge
        : Has(gitDir, "CHERRY_PICK_HEAD") ? GitOperation.CherryPick
        : Has(gitDir, "REVERT_HEAD") ? GitOperation.Revert
        : Has(gitDir, "BISECT_LOG") ? GitOperation.Bisect
        : GitOperation.None;

    /// <summary>The branch that a rebase will move when it ends, or null: until then its checkout is detached, and yet the branch is in use there.</summary>
    /// <inheritdoc cref="In"/>
    public static string? RebasedBranch(string gitDir) => RebaseFolders
        .Select(folder => Path.Combine(gitDir, folder, "head-name")).Where(File.Exists).Select(file => File.ReadAllText(file).Trim())
        .FirstOrDefault(name => name.StartsWith(Heads, StringComparison.Ordinal))?[Heads.Length..];

    private static bool Has(string gitDir, string name) => Path.Exists(Path.Combine(gitDir, name));
}
