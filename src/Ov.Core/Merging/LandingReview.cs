using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Merging;

/// <summary>
/// The rule that interactive runs land nothing unreviewed: the operator's own command is a review, a recorded approval of this very
/// commit is one, and an autonomous run needs none.
/// </summary>
public static class LandingReview
{
    /// <summary>A run without a mode of its own follows the settings: landing by itself means that nobody is asked.</summary>
    public static RunMode ModeOf(RunRecord? run, MergePolicy? policy) => run?.Mode ?? (policy == MergePolicy.Ready ? RunMode.Autonomous : RunMode.Interactive);

    /// <param name="approved">The operator approved the commit that would land.</param>
    public static bool May(CallerKind caller, RunMode mode, bool approved) => caller == CallerKind.Operator || mode == RunMode.Autonomous || approved;

    public static bool IsApproved(MergeEntry entry) => entry.Review is { Verdict: ReviewVerdict.Approved } review && review.Tip == entry.Tip;

    /// <summary>Null when it may land.</summary>
    internal static OvException? Refusal(OvApp app, Caller caller, MergeEntry entry)
    {
        if (May(caller.Kind, RunMode.Interactive, IsApproved(entry)))
        {
            return null;
        }

        var run = entry.RunId is { } id ? app.Ledger.Read(sql => RunStore.ById(sql, id)) : null;
        return ModeOf(run, app.Config.Setting(ConfigKeys.MergePolicy).Found) == RunMode.Autonomous ? null : new OvException(
            ErrorCode.Unreviewed, $"{entry.Branch} waits for the operator's review: {(run is null ? "it belongs to no run" : $"run {run.Name} is interactive")}, so nothing lands unreviewed.",
            $"The operator runs 'ov review', or 'ov review approve {entry.Branch}'; merge.policy: ready makes runs autonomous that were started without --mode.")
        {
            Facts = new Dictionary<string, string> { ["mergeId"] = entry.Id, ["branchName"] = entry.Branch, ["target"] = entry.Target },
        };
    }
}
