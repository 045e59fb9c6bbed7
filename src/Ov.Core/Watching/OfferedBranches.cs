using Ov.Core.Agents;
using Ov.Core.Forges;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Core.Watching;

/// <summary>Asks forges, at a pace that they bear, what became of the branches that were offered there.</summary>
internal static class OfferedBranches
{
    public static IEnumerable<TickDecision> Look(TickContext context) => context.DryRun
        ? RequestLooker.Due(context.App).Select(entry => new TickDecision("merge", entry.Branch, "looked at", $"it is offered: {entry.Request!.Url}", false))
        : RequestLooker.Look(context.App, Caller.Watch, RequestLooker.Due(context.App), context.Stop).Select(Told);

    private static TickDecision Told(MergeOutcome outcome)
    {
        var (entry, problem) = (outcome.Entry, outcome.Problem);
        var isLeft = problem is not null && problem.Code != ErrorCode.GateRed && entry.State != MergeState.Withdrawn;
        return new TickDecision("merge", entry.Branch, isLeft ? "left" : entry.State == MergeState.Queued ? "told" : entry.State.Word(), problem?.Message ?? $"{entry.Request!.Url} has news", !isLeft);
    }
}
