using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Merging;

/// <summary>What <c>ov merge</c> does: queue the branches that were named and land them, or land everything that is queued.</summary>
public static class LandingRound
{
    /// <returns>One outcome a branch, in the order asked for; refused ones come with their problem and no entry.</returns>
    public static IReadOnlyList<BranchOutcome> Run(OvApp app, Caller caller, LandingAsk ask, CancellationToken stop = default)
    {
        var options = new MergerOptions(ask.Patience, ask.Trust, Asked: caller.Kind == CallerKind.Operator);
        if (ask.Trust)
        {
            // An approval counts even while nothing is queued yet.
            GateRunner.Approved(app, caller, trust: true);
        }

        return ask.Branches.Count > 0
            ? [.. ask.Branches.Distinct().Select(branch => One(app, caller, branch, ask.Into, options, stop))]
            : [.. app.Ledger.Read(sql => Targets(app, sql, caller, ask.Into)).SelectMany(target => Merger.Run(app, caller, target, options, null, stop)).Select(BranchOutcome.Of)];
    }

    /// <summary>Queues one branch, which is what <c>merge_ready</c> means too.</summary>
    public static MergeEntry Queue(OvApp app, Caller caller, string branch, string? into)
    {
        var request = MergeAdmission.Check(app, caller, branch, into);
        var entry = app.Ledger.Write(tx => MergeQueue.Enqueue(tx, tx.Files, request));
        app.Ledger.Seams.Reach(KillPoint.MergeQueued);
        return entry;
    }

    private static BranchOutcome One(OvApp app, Caller caller, string branch, string? into, MergerOptions options, CancellationToken stop)
    {
        MergeEntry? entry = null;
        try
        {
            entry = Queue(app, caller, branch, into);
            return BranchOutcome.Of(Merger.Run(app, caller, entry.Target, options, [entry.Id], stop).Single());
        }
        catch (OvException refusal)
        {
            return new BranchOutcome(branch, entry, refusal, []);
        }
    }

    /// <summary>The targets whose queues a caller means: one named, its run's, or all that something is queued for.</summary>
    internal static List<string> Targets(OvApp app, Sql sql, Caller caller, string? into) =>
        into is not null ? [into]
        : app.Options.Run is not null || caller.Agent is not null ? [RunResolver.Require(app, sql, caller).Target]
        : MergeStore.QueuedTargets(sql);
}
