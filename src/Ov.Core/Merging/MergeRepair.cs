using Ov.Core.Delivering;
using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>Finishes a merge whose merger died: recorded as landed when the target has it, else queued again. Never landed twice, never lost.</summary>
public static class MergeRepair
{
    /// <summary>Called by the tick for an open intent of kind <c>merge</c> whose owner is dead.</summary>
    /// <returns>What was done, for people; null when somebody else is at it.</returns>
    /// <exception cref="OvException">busy, when the target is being merged into right now.</exception>
    public static string? Repair(OvApp app, IntentRecord intent)
    {
        var data = MergeIntent.Read(intent.Data);
        using var lease = TargetLease.Take(app, data.Target, "repair", TimeSpan.FromSeconds(2));
        return IsOpen(app, intent.Id) ? Finish(app, intent) : null;
    }

    /// <summary>Repairs what dead mergers left for a target. The caller holds its lease, so no merger of it is alive.</summary>
    internal static void Leftovers(OvApp app, string target)
    {
        foreach (var intent in app.Ledger.Read(Intents.AllOpen).Where(i => i.Kind == MergeIntent.Kind && MergeIntent.Read(i.Data).Target == target))
        {
            Finish(app, intent);
        }
    }

    private static bool IsOpen(OvApp app, string intentId) => app.Ledger.Read(Intents.AllOpen).Any(i => i.Id == intentId);

    private static string Finish(OvApp app, IntentRecord intent)
    {
        var data = MergeIntent.Read(intent.Data);
        var (refs, commits, root) = (new GitRefs(app.Git), new GitCommits(app.Git), app.Project.CommonDir);
        var tip = refs.Tip(root, data.Target);
        if (data is { Landing: true, Commit: { } commit } && tip is not null && commits.IsAncestor(root, commit, tip))
        {
            var patchId = new GitDiffs(app.Git).PatchId(root, commit);
            var landed = app.Ledger.Write(tx => MergeRecorder.Landed(tx, app.Config, data.MergeId, intent.Id, "repaired", "watch", data.Tip, commit, patchId));
            QueuePins.Release(app, landed.Branch);
            Publisher.Try(app, landed.RunId, data.Target, "watch");
            return $"recorded the landing of {landed.Branch} on {data.Target}, which its merger had finished before it died";
        }

        if (tip is not null)
        {
            IntegrationWorktree.Tidy(app, data.Target, tip);
        }

        var entry = app.Ledger.Write(tx => MergeRecorder.Requeued(tx, data.MergeId, intent.Id, "repaired", "watch", "its merger died"));
        return $"queued {entry.Branch} for {data.Target} again, whose merger died";
    }
}
