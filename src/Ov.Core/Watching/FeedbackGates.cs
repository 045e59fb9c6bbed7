using Ov.Core.Agents;
using Ov.Core.Dispatching;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Planning;
using Ov.Core.Reporting;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Watching;

/// <summary>Asks about the result of a run whose template wants that, once everything is done; changes that are asked for bring the run back to its plan (S1-21, S1-22).</summary>
internal static class FeedbackGates
{
    public static IEnumerable<TickDecision> Ask(TickContext context)
    {
        foreach (var run in context.Ledger.Read(DispatchStore.Runs).Where(run => run.Stage is "" or RunTemplate.Executing && RunTemplate.Of(run).Feedback))
        {
            if (context.Ledger.Read(sql => IsDue(sql, run, context.Ledger.Now)))
            {
                yield return context.Try("gate", run.Name, "asked", "everything is done: is it what was wanted?", () => Ask(context, run));
            }
        }
    }

    /// <summary>A run that looks for more work shows its result when it does so no longer.</summary>
    private static bool IsDue(Sql sql, RunRecord run, DateTimeOffset now) =>
        RoundVerdict.Of(sql, run, now) is not ({ Due: true } or { Reason: DispatchReason.Backoff }) && FeedbackDue.For(Wanted(sql, run.Id), GateStore.Last(sql, run.Id, null, GateKind.Feedback));

    /// <summary>Who looked or planned in vain leaves nothing undone.</summary>
    private static List<TaskRecord> Wanted(Sql sql, string runId) => [.. TaskStore.OfRun(sql, runId).ExceptBy(BeginningStore.Steps(sql, runId), task => task.Id)];

    private static bool Ask(TickContext context, RunRecord run) => context.Ledger.Write(tx =>
    {
        if (RunStore.ById(tx.Sql, run.Id) is not { State: RunState.Active } now || !IsDue(tx.Sql, now, tx.Now))
        {
            return false;
        }

        var report = RunReport.For(RunHistory.Read(tx.Sql, now, tx.Now));
        var evidence = string.Join('\n', report.Right.Concat(report.Wrong));
        GateOpener.Open(tx, now, new GateDraft(GateKind.Feedback, $"Is the result of run {now.Name} what was wanted?", evidence), Caller.Watch, GateOpener.ModeOf(context.App, now));
        return true;
    });
}
