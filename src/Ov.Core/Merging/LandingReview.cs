using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Merging;

/// <summary>
/// The rule that interactive runs land nothing unreviewed: the operator's own command is a review, a recorded approval of this very
/// commit is one, and an autonomous run needs none but for protected paths.
/// </summary>
public static class LandingReview
{
    /// <summary>A run without a mode of its own follows the settings: landing by itself means that nobody is asked.</summary>
    public static RunMode ModeOf(RunRecord? run, MergePolicy? policy) => run?.Mode ?? (policy == MergePolicy.Ready ? RunMode.Autonomous : RunMode.Interactive);

    /// <param name="approved">The operator approved the commit that would land.</param>
    /// <param name="touchesProtected">It changes files that only the operator may let land.</param>
    public static bool May(CallerKind caller, RunMode mode, bool approved, bool touchesProtected) =>
        caller == CallerKind.Operator || approved || (mode == RunMode.Autonomous && !touchesProtected);

    public static bool IsApproved(MergeEntry entry) => entry.Review is { Verdict: ReviewVerdict.Approved } review && review.Tip == entry.Tip;

    /// <summary>Null when it may land.</summary>
    internal static OvException? Refusal(OvApp app, Caller caller, MergeEntry entry)
    {
        if (entry.Held)
        {
            return new OvException(
                ErrorCode.Unreviewed, $"The landing of {entry.Branch} was undone: it waits for the operator's word, or for a new commit of its owner.", $"The operator lands it again: ov merge --branch {entry.Branch}");
        }

        if (May(caller.Kind, RunMode.Interactive, IsApproved(entry), touchesProtected: false))
        {
            return null;
        }

        var run = entry.RunId is { } id ? app.Ledger.Read(sql => RunStore.ById(sql, id)) : null;
        var guarded = app.Config.Merge.ProtectedPaths.SelectMany(GlobPaths.Of).ToList();
        var touched = guarded.Count == 0 ? [] : entry.Files.Where(file => guarded.Exists(glob => glob.Matches(file))).ToList();
        var mode = ModeOf(run, app.Config.Setting(ConfigKeys.MergePolicy).Found);
        if (May(caller.Kind, mode, approved: false, touched.Count > 0))
        {
            return null;
        }

        return new OvException(
            ErrorCode.Unreviewed,
            $"{entry.Branch} waits for the operator's review: {(touched.Count > 0 ? $"it changes {string.Join(", ", touched.Take(3))}, which merge.protectedPaths protects" : run is null ? "it belongs to no run, so nothing lands unreviewed" : $"run {run.Name} is interactive, so nothing lands unreviewed")}.",
            $"The operator runs 'ov review', or 'ov review approve {entry.Branch}'{(touched.Count > 0 ? "" : "; merge.policy: ready makes runs autonomous that were started without --mode")}.")
        {
            Facts = new Dictionary<string, string> { ["mergeId"] = entry.Id, ["branchName"] = entry.Branch, ["target"] = entry.Target },
            Lists = touched.Count > 0 ? new Dictionary<string, IReadOnlyList<string>> { ["protectedFiles"] = touched } : new Dictionary<string, IReadOnlyList<string>>(),
        };
    }
}
