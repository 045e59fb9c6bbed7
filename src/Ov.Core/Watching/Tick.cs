using System.Runtime.CompilerServices;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Watching;

/// <summary>
/// The one automatic actor: everything that happens by itself is a step of it. Each step looks, decides and acts by itself and is
/// idempotent, so a second tick without a change outside does nothing, and two ticks at once do no harm.
/// </summary>
public static class Tick
{
    /// <summary>In the order in which they are taken.</summary>
    internal static readonly IReadOnlyList<TickStep> Steps =
    [
        Step(OrphanIntents.Repair), Step(DeadAgents.End), Step(SilentAgents.Mark), Step(AgentAnomalies.Tell), Step(Ladder.Climb), Step(StaleMail.Release),
        Step(SilentEscalations.Raise), Step(UnansweredQuestions.Cancel), Step(StaleLeases.Release), Step(GatesExpired.Expire), Step(PhaseSteps.Advance), Step(OfferedBranches.Look),
        Step(CheckoutSwitches.Tell), Step(TaskFolders.Take), Step(TrackerSteps.Run), Step(RestartBreaker.Tell), Step(Redispatch.HandOn), Step(Redispatch.Run),
        Step(ReadyMerges.Land), Step(Redispatch.Mend), Step(Collisions.Tell), Step(UnkeptWork.Keep), Step(FinishedCoordinators.End), Step(ClearedTasks.Open), Step(Replanning.Ask),
        Step(Beginnings.Advance), Step(FeedbackGates.Ask), Step(Dispatch.Start), Step(Notices.Tell), Step(TelemetrySteps.Export),
    ];

    /// <param name="memory">The watcher's; null for a single tick, which reads from the ledger how long the watching has gone on.</param>
    public static TickReport Run(OvApp app, bool dryRun, WatchMemory? memory = null, CancellationToken stop = default)
    {
        var now = app.Ledger.Now;
        var awake = memory?.Awake ?? app.Ledger.Read(TickClock.Read).After(now, app.Config.Watch.Interval);
        var context = new TickContext(app, dryRun, awake.MayJudgeSilence(now) && !IsFreshBoot(now), memory, stop);
        if (!dryRun)
        {
            app.Ledger.Seams.Reach(KillPoint.TickStarted);
        }

        var report = new TickReport(dryRun, Decided(context, Steps));
        if (!dryRun && (report.HasActed || (memory is null && TickClock.IsDue(app, now))))
        {
            app.Ledger.Write(tx => TickClock.Write(tx, awake with { LastTick = now }));
        }

        return report;
    }

    /// <summary>Everything is looked at before anything starts, and a step that git or a file fails is told and leaves the others to go on (S0-30, S0-31).</summary>
    internal static List<TickDecision> Decided(TickContext context, IEnumerable<TickStep> steps)
    {
        var decisions = new List<TickDecision>();
        foreach (var step in steps)
        {
            context.Stop.ThrowIfCancellationRequested();
            try
            {
                decisions.AddRange(step.Take(context));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException || (fault is OvException refusal && refusal.Code == ErrorCode.GitFailed))
            {
                decisions.Add(new TickDecision("tick", "step", "left", fault.Message, false) { Code = (fault as OvException)?.Code.Name ?? ErrorCode.Failed.Name });
            }
        }

        return decisions;
    }

    internal static TickStep Step(Func<TickContext, IEnumerable<TickDecision>> take, [CallerArgumentExpression(nameof(take))] string name = "") => new(name, take);

    /// <summary>After a new boot nothing is judged by its silence for a while either.</summary>
    private static bool IsFreshBoot(DateTimeOffset now) => ProcessClock.BootedAt() is { } boot && now - boot < Wakefulness.Patience && now >= boot;
}

/// <summary>One thing that the tick looks after.</summary>
/// <param name="Name">As it stands in the list of steps.</param>
internal sealed record TickStep(string Name, Func<TickContext, IEnumerable<TickDecision>> Take);
