using Ov.Core.Git;

namespace Ov.Core.Merging;

/// <summary>Whether work is in a target: as commits, or by content where the target was rewritten (amend, squash, pull --rebase).</summary>
public static class LandedBranches
{
    /// <summary>How far back a rewritten target is compared.</summary>
    private const int Depth = 2000;

    /// <param name="tip">The commit in question.</param>
    /// <param name="target">A branch that may be missing; then nothing has landed on it.</param>
    public static bool IsLanded(OvApp app, string tip, string target)
    {
        var (refs, commits, root) = (new GitRefs(app.Git), new GitCommits(app.Git), app.Project.CommonDir);
        if (refs.Tip(root, target) is not { } now)
        {
            return false;
        }

        if (commits.IsAncestor(root, tip, now))
        {
            return true;
        }

        var wanted = app.Ledger.Read(sql => MergeStore.LandedOn(sql, target, Depth)).Where(e => e.Tip == tip).Select(e => e.PatchId).ToHashSet();
        if (commits.MergeBase(root, now, tip) is not { } fork)
        {
            return false;
        }

        wanted.Add(new GitDiffs(app.Git).PatchId(root, fork, tip));
        wanted.Remove(null);
        return wanted.Count > 0 && new GitPatches(app.Git).Ids(root, $"{fork}..{now}", Depth).Any(wanted.Contains);
    }
}
