using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>
/// The report of a task's owner: <c>task done</c> and <c>mail send --type worker_done</c> are this. completed is the agent's word;
/// closed follows at once only where nothing can land.
/// </summary>
public static class TaskDone
{
    /// <param name="mail">The mail that carries the report; null sends worker_done to whoever the agent works for.</param>
    /// <exception cref="OvException">not-owner, state, dirty, no-commit, ours-in-branch, usage, fenced.</exception>
    public static DoneOutcome Complete(OvApp app, Caller caller, TaskRecord task, DoneReport report, MailDraft? mail)
    {
        var (agent, run) = app.Ledger.Read(sql =>
        {
            Require(sql, caller, task);
            return (AgentStore.ById(sql, caller.Agent!.Id)!, RunStore.ById(sql, task.RunId)!);
        });
        var role = agent.Role;
        var isReadOnly = Roles.In(app.Config).IsReadOnly(role);
        var evidence = DoneEvidence.Of(app, run, agent);
        var canLand = DoneGuard.RequireDone(task, evidence, report, makesCommits: !isReadOnly && !TaskRights.Leads(role)) && !isReadOnly;
        ReportGuard.Require(report, evidence);
        // A writer that says nothing had to be changed is believed by somebody who looks: task close.
        var close = !canLand && !(report.NoChanges && evidence.Branch is not null && !isReadOnly && !TaskRights.Leads(role));
        var outcome = app.Ledger.Write(tx => Record(tx, caller, task, report, mail, evidence, close));
        app.Ledger.Seams.Reach(KillPoint.TaskDoneRecorded);
        return outcome;
    }

    private static TaskRecord Require(Sql sql, Caller caller, TaskRecord task)
    {
        var current = TaskStore.ById(sql, task.Id)!;
        TaskRights.Require(sql, caller, TaskVerb.Done, current);
        return current.State == TaskState.InProgress
            ? current
            : throw new OvException(
                ErrorCode.State, $"Task {current.Number} ({current.Id}) is {current.State.Word()}, and only a task in progress can be reported as done.",
                $"From {current.State.Word()} it may become: {TaskTransitions.Sentence(current.State)}.");
    }

    private static DoneOutcome Record(Tx tx, Caller caller, TaskRecord task, DoneReport report, MailDraft? mail, DoneEvidence evidence, bool close)
    {
        var current = Require(tx.Sql, caller, task);
        var agent = AgentStore.ById(tx.Sql, caller.Agent!.Id)!;
        TaskStore.Move(tx, current, TaskState.Completed, caller.Actor, report.Reason);
        TaskStore.SetResult(tx, current.Id, report.Summary ?? report.Reason, report.NoChanges, evidence.Branch is null ? report.Files ?? [] : evidence.Changed);
        var completed = TaskStore.ById(tx.Sql, current.Id)!;
        TaskAttemptStore.Add(tx, completed, new TaskAttempt(agent.Name, AttemptStatus.Completed, completed.Summary ?? "", TaskStore.Files(tx.Sql, current.Id), report.Tests, report.Caveats, tx.Now) { Places = report.Places });
        var message = Mailbox.Deliver(tx, tx.Files, mail ?? DoneMail.For(tx.Sql, agent, completed, report, evidence));
        if (evidence is { OwnCommits: > 0, Tip: { } tip })
        {
            MergeQueue.AfterTaskDone(tx, tx.Files, completed, agent, tip, evidence.Changed);
        }

        if (close)
        {
            completed = TaskCloser.Close(tx, completed, caller.Actor, "nothing of it lands");
        }

        var ends = LeadCompletion.OwesNothing(tx.Sql, completed.Id) && TaskStore.HeldBy(tx.Sql, agent.Id).Count == 0;
        if (ends)
        {
            AgentCompletion.Complete(tx, agent, caller.Actor, $"reported task {completed.Number}");
        }

        return new DoneOutcome(completed, ends, message, evidence);
    }
}
