namespace Ov.Core.Git;

/// <summary>Reads a checkout's half-finished operation from its git folder, without a subprocess.</summary>
public static class OperationInProgress
{
    /// <param name="gitDir">The checkout's own git folder, not the common one.</param>
    public static GitOperation In(string gitDir) =>
        Has(gitDir, "rebase-merge") || Has(gitDir, "rebase-apply/rebasing") ? GitOperation.Rebase
        : Has(gitDir, "rebase-apply") ? GitOperation.ApplyingPatches
        : Has(gitDir, "MERGE_HEAD") ? GitOperation.Merge
        : Has(gitDir, "CHERRY_PICK_HEAD") ? GitOperation.CherryPick
        : Has(gitDir, "REVERT_HEAD") ? GitOperation.Revert
        : Has(gitDir, "BISECT_LOG") ? GitOperation.Bisect
        : GitOperation.None;

    private static bool Has(string gitDir, string name) => Path.Exists(Path.Combine(gitDir, name));
}
