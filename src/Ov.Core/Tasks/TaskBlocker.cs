using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Tasks;

/// <summary>The holder of a task cannot go on by itself: the task waits for a person or for its lead, who is told, and nobody else is started on it.</summary>
public static class TaskBlocker
{
    /// <exception cref="OvException">state when it is not in progress, not-owner, fenced.</exception>
    public static TaskRecord Block(OvApp app, Caller caller, TaskRecord task, string reason, IReadOnlyList<string>? tests = null, string? caveats = null) => app.Ledger.Write(tx =>
    {
        var current = TaskStore.ById(tx.Sql, task.Id)!;
        TaskRights.Require(tx.Sql, caller, TaskVerb.Block, current);
        TaskReopener.RequireState(current, TaskState.Blocked, TaskState.InProgress);
        TaskStore.Move(tx, current, TaskState.Blocked, caller.Actor, reason);
        TaskAttemptStore.Add(tx, current, new TaskAttempt(caller.Agent!.Name, AttemptStatus.Failed, reason, TaskStore.Files(tx.Sql, task.Id), tests ?? [], caveats, tx.Now));
        Tell(tx, caller.Agent!, current, caveats is null ? reason : $"{reason}\nCaveats: {caveats}");
        return TaskStore.ById(tx.Sql, task.Id)!;
    });

    private static void Tell(Tx tx, AgentRecord agent, TaskRecord task, string reason)
    {
        var lead = agent.ParentId is { } parentId ? AgentStore.ById(tx.Sql, parentId) : null;
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            agent.Name, lead?.Name ?? Caller.OperatorName, MailType.Escalation, $"Task {task.Number} is blocked: {task.Title}",
            $"{reason}\nWhen that is out of the way: ov task reopen {task.Number} --reason \"what changed\"")
        {
            SenderId = agent.Id, RecipientId = lead?.Id, Priority = MailPriority.High, RunId = task.RunId, TaskId = task.Id,
        });
    }
}
