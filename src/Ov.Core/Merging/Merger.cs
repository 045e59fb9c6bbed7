using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Delivering;
using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>Lands what is queued for one target, in order: in trains that are gated together where gates are configured. A conflict or a red gate does not stop the queue.</summary>
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
        IntegrationWorktree.Trim(app, target);
        var outcomes = new TargetMerger(app, caller, target, gates, options, stop).Process([.. app.Ledger.Read(sql => only is null ? QueueOrder.Read(sql, target, app.Ledger.Now) : Named(sql, only)).Select(entry => entry.Id)]);
        return outcomes.Any(outcome => outcome.Landed) ? Published(app, caller, target, outcomes) : outcomes;
    }

    private static IReadOnlyList<MergeEntry> Named(Sql sql, IReadOnlyList<string> ids) => QueueOrder.LowerFirst(sql, [.. ids.Select(id => MergeStore.ById(sql, id)!)]);

    /// <summary>What could not be pushed is said by the last landing.</summary>
    private static IReadOnlyList<MergeOutcome> Published(OvApp app, Caller caller, string target, IReadOnlyList<MergeOutcome> outcomes)
    {
        var last = outcomes.Last(outcome => outcome.Landed);
        // Of several runs with one target the first that publishes takes along what landed for the others.
        var runs = outcomes.Where(outcome => outcome.Landed).Select(outcome => outcome.Entry.RunId).Distinct().ToList();
        var publishing = app.Ledger.Read(sql => runs.FindIndex(run => Publisher.ModeOf(sql, app.Config, run) == PublishMode.Always));
        if (publishing < 0)
        {
            return outcomes;
        }

        var (done, refusal) = Publisher.Try(app, runs[publishing], target, caller.Actor);
        return done is not null ? [.. outcomes.Select(outcome => outcome.Landed ? outcome with { PublishedTo = done.Remote } : outcome)]
            : refusal is null ? outcomes
            : [.. outcomes.Select(outcome => outcome == last ? outcome with { Warnings = [.. outcome.Warnings, $"{refusal.Message} {refusal.Hint}".TrimEnd()] } : outcome)];
    }
}
