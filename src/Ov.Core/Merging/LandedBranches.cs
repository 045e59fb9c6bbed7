using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>
/// Whether work is in a target: as commits, as the ledger recorded it (a squash and a rebase land other commits), or by content where
/// the target was rewritten (amend, squash, pull --rebase).
/// </summary>
public static class LandedBranches
{
    /// <param name="tip">The commit in question.</param>
    /// <param name="target">A branch that may be missing; then nothing has landed on it.</param>
    public static bool IsLanded(OvApp app, string tip, string target) =>
        IsLanded(app.Git, app.Project.CommonDir, tip, target, app.Ledger.Read(sql => Recorded(sql, tip, target)));

    /// <summary>The landings of this commit there that the ledger remembers.</summary>
    public static IReadOnlyList<MergeEntry> Recorded(Sql sql, string tip, string target) => [.. MergeStore.LandedOn(sql, target, TargetHistory.Depth).Where(e => e.Tip == tip)];

    /// <summary>The same without the ledger, for many at once.</summary>
    public static bool IsLanded(GitProgram git, string root, string tip, string target, IReadOnlyList<MergeEntry> recorded)
    {
        if (new GitRefs(git).Tip(root, target) is not { } now)
        {
            return false;
        }

        var history = new TargetHistory(git, root, now);
        return new GitCommits(git).IsAncestor(root, tip, now) || recorded.Any(landing => history.Find(landing).How != LandedHow.Missing) || history.Has(tip);
    }
}
