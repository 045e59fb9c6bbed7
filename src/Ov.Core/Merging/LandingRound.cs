using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Forges;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>What <c>ov merge</c> does: queue the branches that were named and land them, or land everything that is queued.</summary>
public static class LandingRound
{
    /// <returns>One outcome a branch, in the order asked for; refused ones come with their problem and no entry.</returns>
    public static IReadOnlyList<BranchOutcome> Run(OvApp app, Caller caller, LandingAsk ask, CancellationToken stop = default)
    {
        var options = new MergerOptions(ask.Patience, ask.Trust, Asked: caller.Kind == CallerKind.Operator) { Strategy = ask.Strategy, Offer = ask.Offer, ComesHome = ask.Own is not null };
        if (ask.Trust)
        {
            // An approval counts even while nothing is queued yet.
            GateRunner.Approved(app, caller, trust: true);
        }

        var offered = RequestLooker.Open(app).Where(entry => (ask.Branches.Count == 0 || ask.Branches.Contains(entry.Branch)) && (ask.Into is null || entry.Target == ask.Into));
        var settled = RequestLooker.Look(app, caller, [.. offered], stop).ToDictionary(outcome => outcome.Entry.Branch, BranchOutcome.Of);
        foreach (var reported in ask.Branches.Count == 0 ? Reported(app, caller, ask.Into, pin: true) : [])
        {
            Enqueue(app, reported);
        }

        return ask.Branches.Count > 0
            ? Named(app, caller, ask, options, settled, stop)
            : [.. settled.Values, .. app.Ledger.Read(sql => Targets(app, sql, caller, ask.Into)).SelectMany(target => Merger.Run(app, caller, target, options, null, stop)).Select(BranchOutcome.Of).Where(outcome => !settled.ContainsKey(outcome.Branch))];
    }

    /// <summary>Queues one branch, which is what <c>merge_ready</c> means too.</summary>
    public static MergeEntry Queue(OvApp app, Caller caller, string branch, string? into) =>
        Enqueue(app, MergeAdmission.Check(app, caller, branch, into));

    private static MergeEntry Enqueue(OvApp app, MergeRequest request)
    {
        var entry = app.Ledger.Write(tx => MergeQueue.Enqueue(tx, tx.Files, request));
        app.Ledger.Seams.Reach(KillPoint.MergeQueued);
        return entry;
    }

    /// <summary>
    /// "All" from the operator or the desk is also the word for what workers without a lead reported done: nobody else stands between
    /// them and the queue. What may not be queued stays where it is; asking for it by name says why.
    /// </summary>
    internal static List<MergeRequest> Reported(OvApp app, Caller caller, string? into, bool pin)
    {
        if (caller.Agent is not null)
        {
            return [];
        }

        var runId = app.Options.Run is null ? null : app.Ledger.Read(sql => RunResolver.Require(app, sql, caller)).Id;
        return [.. app.Ledger.Read(sql => TaskStore.ReportedUnqueued(sql, runId)).Select(task => Admitted(app, caller, task.Branch!, into, pin)).OfType<MergeRequest>()];
    }

    private static MergeRequest? Admitted(OvApp app, Caller caller, string branch, string? into, bool pin)
    {
        try
        {
            return MergeAdmission.Check(app, caller, branch, into, pin);
        }
        catch (OvException)
        {
            return null;
        }
    }

    /// <summary>Those that may be queued land together, by target.</summary>
    private static List<BranchOutcome> Named(OvApp app, Caller caller, LandingAsk ask, MergerOptions options, Dictionary<string, BranchOutcome> settled, CancellationToken stop)
    {
        var outcomes = settled.ToDictionary();
        var entries = new List<MergeEntry>();
        foreach (var branch in ask.Branches.Distinct().Where(branch => !settled.ContainsKey(branch)))
        {
            try
            {
                entries.Add(Enqueue(app, MergeAdmission.Check(app, caller, branch, ask.Into, own: ask.Own).RequireTip(ask.Tip)));
            }
            catch (OvException refusal)
            {
                outcomes[branch] = new BranchOutcome(branch, null, refusal, []);
            }
        }

        foreach (var group in entries.GroupBy(entry => entry.Target))
        {
            try
            {
                foreach (var outcome in Merger.Run(app, caller, group.Key, options, [.. group.Select(entry => entry.Id)], stop))
                {
                    outcomes[outcome.Entry.Branch] = BranchOutcome.Of(outcome);
                }
            }
            catch (OvException refusal)
            {
                foreach (var entry in group)
                {
                    outcomes[entry.Branch] = new BranchOutcome(entry.Branch, entry, refusal, []);
                }
            }
        }

        return [.. ask.Branches.Distinct().Select(branch => outcomes[branch])];
    }

    /// <summary>The targets whose queues a caller means: one named, its run's, or all that something is queued for.</summary>
    internal static List<string> Targets(OvApp app, Sql sql, Caller caller, string? into) =>
        into is not null ? [into]
        : app.Options.Run is not null || caller.Agent is not null ? [RunResolver.Require(app, sql, caller).Target]
        : MergeStore.QueuedTargets(sql);
}
