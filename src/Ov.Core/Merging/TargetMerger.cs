using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>Brings queued entries to one target, train after train, until each is settled. The caller holds the <see cref="TargetLease"/>.</summary>
internal sealed class TargetMerger(OvApp app, Caller caller, string target, IReadOnlyList<CommandSpec> gates, MergerOptions options, CancellationToken stop)
{
    /// <summary>How often a target that moves meanwhile is followed before an entry is left in the queue.</summary>
    private const int Rebuilds = 5;

    private readonly EntryBuilder _builder = new(app, caller, target, options, stop);
    private readonly Train _train = new(app, caller, target, gates, options, stop);
    private readonly Dictionary<string, MergeOutcome> _settled = [];
    private readonly Dictionary<string, int> _overtaken = [];

    public IReadOnlyList<MergeOutcome> Process(IReadOnlyList<string> ids)
    {
        // Without gates there is nothing to save, and each pull request is taken by itself.
        var most = gates.Count == 0 || options.Offer ? 1 : app.Config.Merge.Train;
        var (length, redInRow) = (most, 0);
        while (ids.FirstOrDefault(id => !_settled.ContainsKey(id)) is not null)
        {
            stop.ThrowIfCancellationRequested();
            var end = Pull([.. ids.Where(id => !_settled.ContainsKey(id))], length);
            if (end?.Deed == TrainDeed.Land)
            {
                redInRow = end.IsRed ? redInRow + 1 : 0;
                length = TrainStep.NextLength(length, most, redInRow);
            }
            else if (end is not null)
            {
                length = 1;
            }
        }

        return [.. ids.Select(id => _settled[id])];
    }

    /// <returns>Null when no train came about.</returns>
    private TrainEnd? Pull(List<string> left, int length)
    {
        var entries = new List<TrainEntry>();
        try
        {
            foreach (var id in left)
            {
                var (built, settled) = _builder.Build(id, entries.LastOrDefault()?.Commit);
                if (settled is not null)
                {
                    Settle(settled);
                }

                entries.AddRange(built is null ? [] : [built]);
                if (entries.Count == length || (entries.Count == 1 && options.Offers(app, entries[0].Entry)))
                {
                    break;
                }
            }

            if (entries.Count == 0)
            {
                return null;
            }

            var end = _train.Pull(entries);
            if (end.Outcomes.Count < entries.Count)
            {
                Requeue(entries, "done", "comes again after what was gated with it");
            }

            foreach (var outcome in end.Outcomes)
            {
                Settle(outcome);
            }

            return end;
        }
        catch (Exception failure)
        {
            // Before anything was built only the ledger itself can have failed, such as on a full disk: trying again would never end.
            var queued = entries.Count == 0 ? [] : Requeue(entries, "failed", failure.Message);
            if (entries.Count == 0 || failure is not OvException refusal || refusal.Code == ErrorCode.Busy)
            {
                throw;
            }

            // What stands in the way of many may be the affair of one.
            if (entries.Count > 1 && refusal.Code != ErrorCode.TargetMoved)
            {
                return new TrainEnd(TrainDeed.Uncouple, []);
            }

            queued.ForEach(entry => Settle(new MergeOutcome(entry, refusal, [])));
            return null;
        }
    }

    /// <summary>Whoever is still on its way goes back to the queue.</summary>
    private List<MergeEntry> Requeue(List<TrainEntry> entries, string outcome, string reason) => app.Ledger.Write(tx => entries
        .Where(entry => MergeStore.ById(tx.Sql, entry.Entry.Id) is { State: MergeState.Building or MergeState.Gating })
        .Select(entry => MergeRecorder.Requeued(tx, entry.Entry.Id, entry.IntentId, outcome, caller.Actor, reason)).ToList());

    private void Settle(MergeOutcome outcome)
    {
        var overtaken = outcome.Problem?.Code == ErrorCode.TargetMoved || outcome is { Problem: null, Entry: { State: MergeState.Queued, IsOffered: false } };
        if (overtaken && (_overtaken[outcome.Entry.Id] = _overtaken.GetValueOrDefault(outcome.Entry.Id) + 1) < Rebuilds)
        {
            return;
        }

        _settled[outcome.Entry.Id] = outcome;
    }
}
