using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Watching;

/// <summary>
/// Says once, by one event, that the project's checkout has another branch than at the last look, and which run commands there mean now (S0-16).
/// Runs are bound to their targets, so nothing else changes.
/// </summary>
internal static class CheckoutSwitches
{
    private const string Key = "checkout_branch";

    public static IEnumerable<TickDecision> Tell(TickContext context)
    {
        if (!context.App.Project.HasTree || HeadReader.CurrentBranch(context.App.Project.CommonDir) is not { } branch || context.Ledger.Read(sql => Meta.Get(sql, Key)) is var before && before == branch)
        {
            return [];
        }

        if (before is null)
        {
            return Remember(context, branch);
        }

        var run = context.Ledger.Read(RunStore.Active).Find(run => run.Target == branch);
        return [context.Try("checkout", branch, "switched", $"the checkout went from {before} to {branch}, {(run is null ? "which no run lands on" : $"on which run {run.Name} lands")}", () => context.Ledger.Write(tx =>
        {
            if (Meta.Get(tx.Sql, Key) == branch)
            {
                return false;
            }

            Meta.Set(tx, Key, branch);
            tx.Record(new EventDraft("checkout.switched") { RunId = run?.Id, Actor = Caller.Watch.Actor, Subject = branch, Text = $"{before} to {branch}" });
            return true;
        }))];
    }

    /// <summary>The first look tells nobody anything.</summary>
    private static TickDecision[] Remember(TickContext context, string branch)
    {
        if (!context.DryRun)
        {
            context.Ledger.Write(tx => Meta.Set(tx, Key, branch));
        }

        return [];
    }
}
