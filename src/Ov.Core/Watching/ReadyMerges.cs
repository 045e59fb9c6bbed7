using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Merging;

namespace Ov.Core.Watching;

/// <summary>Lands what is queued where the project's policy says that queued means ready (<c>merge.policy: ready</c>).</summary>
internal static class ReadyMerges
{
    public static IEnumerable<TickDecision> Land(TickContext context)
    {
        if (!IsPolicy(context.App.Config))
        {
            yield break;
        }

        foreach (var target in context.Ledger.Read(MergeStore.QueuedTargets))
        {
            var now = context.Ledger.Now;
            var due = context.Ledger.Read(sql => QueueOrder.Read(sql, target, now)).Where(entry => !entry.IsOffered && context.Memory?.MayTry(WatchMemory.NameOf(entry), now) != false).ToList();
            foreach (var decision in due.Count == 0 ? [] : context.DryRun ? due.Select(Planned) : Land(context, target, due))
            {
                yield return decision;
            }
        }
    }

    public static bool IsPolicy(OvConfig config) => config.Setting(ConfigKeys.MergePolicy).Found == MergePolicy.Ready;

    private static TickDecision Planned(MergeEntry entry) => new("merge", entry.Branch, "landed", $"it is queued for {entry.Target}", false);

    private static List<TickDecision> Land(TickContext context, string target, List<MergeEntry> due)
    {
        try
        {
            var outcomes = Merger.Run(context.App, Caller.Watch, target, MergerOptions.Tick, [.. due.Select(entry => entry.Id)], context.Stop);
            return [.. outcomes.Select(outcome => Told(context, outcome))];
        }
        catch (OvException refusal)
        {
            due.ForEach(entry => context.Memory?.WasStuck(WatchMemory.NameOf(entry), context.Ledger.Now));
            return [new TickDecision("merge", target, "left", refusal.Message, false)];
        }
    }

    private static TickDecision Told(TickContext context, MergeOutcome outcome)
    {
        if (outcome.Entry.State == MergeState.Queued)
        {
            context.Memory?.WasStuck(WatchMemory.NameOf(outcome.Entry), context.Ledger.Now);
        }

        return outcome.Entry.State == MergeState.Queued
            ? new TickDecision("merge", outcome.Entry.Branch, "left", outcome.Problem?.Message ?? "the target moves", false)
            : new TickDecision("merge", outcome.Entry.Branch, Ledger.SnakeCase.Word(outcome.Entry.State), outcome.Problem?.Message ?? $"for {outcome.Entry.Target}", true);
    }
}
