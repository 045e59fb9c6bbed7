using Ov.Core.Agents;

namespace Ov.Core.Merging;

/// <summary>Lands what is queued for one target, in order, one after the other. A conflict or a red gate does not stop the queue.</summary>
public static class Merger
{
    /// <param name="only">Just these entries; null means the whole queue.</param>
    /// <exception cref="OvException">busy (somebody else merges into this target), untrusted, not-operator, invalid-config.</exception>
    public static IReadOnlyList<MergeOutcome> Run(OvApp app, Caller caller, string target, MergerOptions options, IReadOnlyList<string>? only = null, CancellationToken stop = default)
    {
        var gates = GateRunner.Approved(app, caller, options.Trust);
        using var lease = TargetLease.Take(app, target, caller.Actor, options.Patience);
        // A merger that died in the middle left an intent: what it landed is recorded before anything is built on it.
        MergeRepair.Leftovers(app, target);
        var one = new EntryMerger(app, caller, target, gates, options, stop);
        var outcomes = new List<MergeOutcome>();
        foreach (var id in only ?? [.. app.Ledger.Read(sql => MergeStore.Queue(sql, target)).Select(entry => entry.Id)])
        {
            stop.ThrowIfCancellationRequested();
            outcomes.Add(one.Process(id));
        }

        return outcomes;
    }
}
