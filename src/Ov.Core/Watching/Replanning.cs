using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Dispatching;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Phases;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Watching;

/// <summary>Brings tasks that agents failed at to a planner, where the run's tasks start by themselves; elsewhere that is the lead's to do (S3-51).</summary>
internal static class Replanning
{
    public static IEnumerable<TickDecision> Ask(TickContext context)
    {
        foreach (var run in context.Ledger.Read(DispatchStore.Runs).Where(run => run.Loop && run.Stage is "" or RunTemplate.Executing))
        {
            var mode = GateOpener.ModeOf(context.App, run);
            foreach (var task in context.Ledger.Read(sql => ReplanStore.Failed(sql, run.Id)))
            {
                var (move, sentence) = context.Ledger.Read(sql => ReplanVerdict.For(ReplanStore.Facts(sql, task, mode)));
                if (Decided(context, run, mode, task, move, sentence) is { } decision)
                {
                    yield return decision;
                }
            }
        }
    }

    private static TickDecision? Decided(TickContext context, RunRecord run, RunMode mode, TaskRecord task, ReplanMove move, string sentence)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"#{task.Number}");
        TickDecision Try(string action, Func<Tx, bool> act) => context.Try("task", name, action, sentence, () => context.Ledger.Write(tx => Again(tx, task, mode) == move && act(tx)));
        return move switch
        {
            ReplanMove.Retry or ReplanMove.Reopen => Try("opened", tx => Open(tx, task, sentence)),
            ReplanMove.Plan => Try("replanned", tx => PhaseAsker.Add(tx, run, task, Phase.Plan)),
            ReplanMove.Ask => Try("asked", tx => Question(tx, run, task, mode)),
            ReplanMove.Stop => context.Ledger.Read(sql => MailStore.ByKey(sql, Mailbox.SystemSender, Key(task))) is { Count: 0 } ? Try("stopped", tx => Report(tx, task, sentence)) : null,
            ReplanMove.Wait => new TickDecision("task", name, "left", sentence, false) { Code = "replan" },
            _ => null,
        };
    }

    /// <summary>As it is in the transaction that acts: a second tick finds it done.</summary>
    private static ReplanMove Again(Tx tx, TaskRecord task, RunMode mode) =>
        TaskStore.ById(tx.Sql, task.Id) is { State: TaskState.Pending or TaskState.Failed or TaskState.Blocked } now ? ReplanVerdict.For(ReplanStore.Facts(tx.Sql, now, mode)).Move : ReplanMove.None;

    private static bool Open(Tx tx, TaskRecord task, string sentence)
    {
        TaskReopener.Reopen(tx, TaskStore.ById(tx.Sql, task.Id)!, Caller.Watch.Actor, sentence);
        return true;
    }

    private static bool Question(Tx tx, RunRecord run, TaskRecord task, RunMode mode)
    {
        var failures = string.Join('\n', TaskAttemptStore.Of(tx.Sql, task.Id).Where(attempt => attempt.Status == AttemptStatus.Failed).Select(attempt => $"{attempt.Agent}: {attempt.Summary}"));
        GateOpener.Open(tx, run, new GateDraft(GateKind.BreakerReplan, $"Task {task.Number} ({task.Title}) was planned anew and fails still: how should it go on?", failures, task.Id), Caller.Watch, mode);
        return true;
    }

    private static bool Report(Tx tx, TaskRecord task, string sentence)
    {
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            Mailbox.SystemSender, Caller.OperatorName, MailType.Escalation, $"Task {task.Number} stays undone: {task.Title}",
            $"Of this task, {sentence}. What does not need it goes on.\nWhen you changed it: ov task reopen {task.Number} --reason \"what changed\"")
        {
            Priority = MailPriority.High, RunId = task.RunId, TaskId = task.Id, IdempotencyKey = Key(task),
        });
        return true;
    }

    private static string Key(TaskRecord task) => $"replan:{task.Id}:{task.Attempts}";
}
