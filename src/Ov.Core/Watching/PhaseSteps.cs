using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Checks;
using Ov.Core.Dispatching;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Phases;
using Ov.Core.Reviewing;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;
using Ov.Core.Text;

namespace Ov.Core.Watching;

/// <summary>
/// Brings reported tasks through the phases of their run's template: opens gates, runs checks, asks for somebody to look, sends back what
/// fell short, and queues what passed (the tick's step 5). Whoever is asked is a task, which the dispatch starts like any other.
/// </summary>
internal static class PhaseSteps
{
    public static IEnumerable<TickDecision> Advance(TickContext context)
    {
        foreach (var run in context.Ledger.Read(DispatchStore.Runs))
        {
            var policy = RunTemplate.Of(run);
            var (tasks, helpers) = context.Ledger.Read(sql => (TaskStore.OfRun(sql, run.Id), PhaseStore.Helpers(sql, run.Id)));
            var own = tasks.Where(task => !helpers.Contains(task.Id)).ToList();
            foreach (var decision in own.Where(task => task is { State: TaskState.Completed, Branch: not null, NoMerge: false }).SelectMany(task => Reported(context, run, policy, task)))
            {
                yield return decision;
            }

            foreach (var decision in policy.Has(Phase.Plan) ? own.Where(task => task.State == TaskState.Pending).SelectMany(task => Unplanned(context, run, policy, task)) : [])
            {
                yield return decision;
            }
        }
    }

    private static IEnumerable<TickDecision> Reported(TickContext context, RunRecord run, RunTemplate policy, TaskRecord task)
    {
        var verdict = PhaseVerdict.For(policy.Phases, context.Ledger.Read(sql => PhaseStore.Facts(sql, task, context.App.Config.Gates.Count > 0)));
        var name = Name(task);
        return verdict switch
        {
            { Move: PhaseMove.Pass } => Queue(context, task),
            { Move: PhaseMove.Wait, Phase: var phase } => [new TickDecision("phase", name, "left", $"{phase!.Value.Word()}: {verdict.Sentence}", false)],
            { Move: PhaseMove.Help, Phase: { } phase } => [context.Try("phase", name, "asked", $"{phase.Word()}: {verdict.Sentence}", () => context.Ledger.Write(tx => PhaseAsker.Add(tx, run, task, phase)))],
            { Move: PhaseMove.OpenGate, Phase: { } phase } => [context.Try("phase", name, "asked", $"{phase.Word()}: {verdict.Sentence}", () => Ask(context.App, run, task, phase))],
            { Move: PhaseMove.Verify } => [context.Try("phase", name, "verified", verdict.Sentence, () => Verify(context, task))],
            { Move: PhaseMove.Block } => [context.Try("phase", name, "blocked", verdict.Sentence, () => context.Ledger.Write(tx => TaskSendBack.ToBlocked(tx, TaskStore.ById(tx.Sql, task.Id)!, Caller.Watch.Actor, verdict.Sentence)))],
            _ => [context.Try("phase", name, "sent back", $"{verdict.Phase!.Value.Word()}: {verdict.Sentence}", () => SendBack(context, task, verdict))],
        };
    }

    private static IEnumerable<TickDecision> Queue(TickContext context, TaskRecord task)
    {
        var isOpen = context.Ledger.Read(sql => MergeStore.OfTask(sql, task.Id)).Exists(entry => entry.State is not (MergeState.Withdrawn or MergeState.Landed or MergeState.Undone));
        return task.ParentId is not null || isOpen ? [] : [context.Try("phase", Name(task), "queued", "every phase has passed", () =>
        {
            var request = MergeAdmission.Check(context.App, Caller.Watch, task.Branch!);
            context.Ledger.Write(tx => MergeQueue.Enqueue(tx, tx.Files, request));
            return true;
        })];
    }

    private static IEnumerable<TickDecision> Unplanned(TickContext context, RunRecord run, RunTemplate policy, TaskRecord task)
    {
        var (waits, helping) = context.Ledger.Read(sql => (TaskReadiness.For(sql, task).Refusal == ErrorCode.PhasePending, PhaseStore.Helping(sql, task.Id, 0)));
        return !waits || helping.Exists(helper => helper.State is TaskState.Pending or TaskState.InProgress) ? []
            : helping.Count >= PhaseVerdict.MostHelpers ? [new TickDecision("phase", Name(task), "left", $"plan: {PhaseVerdict.MostHelpers} agents were asked and wrote none", false)]
            : [context.Try("phase", Name(task), "asked", $"plan: {Article.Of(PhaseAsker.RoleOf(policy, Phase.Plan))} plans it first", () => context.Ledger.Write(tx => PhaseAsker.Add(tx, run, task, Phase.Plan)))];
    }

    private static string? Ask(OvApp app, RunRecord run, TaskRecord task, Phase phase)
    {
        var draft = phase == Phase.Confirm
            ? new GateDraft(GateKind.Confirm, $"Is what task {task.Number} reports really there?", task.Summary ?? "", task.Id)
            : new GateDraft(GateKind.Commit, $"May task {task.Number} land: {task.Title}?", app.Ledger.Read(sql => Evidence(sql, task)), task.Id);
        var gate = GateOpener.Open(app, Caller.Watch, run, draft);
        if (phase == Phase.Confirm)
        {
            app.Ledger.Write(tx => PhaseAsker.Add(tx, run, task, phase));
        }

        return gate.State == GateState.Pending ? $"{phase.Word()}: {gate.Id}" : $"{phase.Word()}: {gate.Id} was answered {gate.Answer?.Word()} by {gate.DecidedBy}";
    }

    /// <summary>What was found, and with which caveats a review was accepted.</summary>
    private static string Evidence(Sql sql, TaskRecord task)
    {
        var checks = CheckStore.OfTask(sql, task.Id, 10).GroupBy(check => check.Round).Select(round => $"{round.Key.Word()}: {(round.First().Passed ? "passed" : string.Join("; ", round.First().Reasons))}");
        var caveats = GateStore.Last(sql, task.RunId, task.Id, GateKind.BreakerReview) is { Answer: GateAnswer.Accept, Text: { } text } ? new[] { $"accepted with: {text}" } : [];
        return string.Join('\n', checks.Concat(caveats));
    }

    private static string Verify(TickContext context, TaskRecord task)
    {
        var outcome = TaskVerifier.Verify(context.App, Caller.Watch, task, null, trust: false, context.Stop);
        return outcome.Check.Passed ? "verify: passed" : $"verify: {string.Join("; ", outcome.Check.Reasons)}";
    }

    private static bool SendBack(TickContext context, TaskRecord task, PhaseVerdict verdict)
    {
        var request = MergeAdmission.Check(context.App, Caller.Watch, task.Branch!);
        return context.Ledger.Write(tx =>
        {
            if (TaskStore.ById(tx.Sql, task.Id) is not { State: TaskState.Completed })
            {
                return false;
            }

            Reviewer.Return(tx, Caller.Watch, request, $"{verdict.Phase!.Value.Word()}: {verdict.Sentence}", Mail.Mailbox.SystemSender);
            return true;
        });
    }

    private static string Name(TaskRecord task) => string.Create(CultureInfo.InvariantCulture, $"#{task.Number}");
}
