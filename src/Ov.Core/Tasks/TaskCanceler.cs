using Ov.Core.Agents;
using Ov.Core.Groups;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Stacking;

namespace Ov.Core.Tasks;

/// <summary>Ends a task that is not wanted any more. Its branch, worktree and commits stay as they are.</summary>
public static class TaskCanceler
{
    /// <exception cref="OvException">state when it is closed or canceled, not-operator, fenced.</exception>
    public static TaskRecord Cancel(OvApp app, Caller caller, TaskRecord task, string reason) => app.Ledger.Write(tx =>
    {
        var current = TaskStore.ById(tx.Sql, task.Id)!;
        TaskRights.Require(tx.Sql, caller, TaskVerb.Cancel, current);
        return Cancel(tx, current, caller, reason);
    });

    /// <summary>In the caller's transaction: what was queued of it is withdrawn, its holder is told, its groups may close.</summary>
    /// <exception cref="OvException">state.</exception>
    public static TaskRecord Cancel(Tx tx, TaskRecord task, Caller caller, string reason)
    {
        TaskStore.Move(tx, task, TaskState.Canceled, caller.Actor, reason);
        TaskCloser.Withdraw(tx, task, caller.Actor, reason);
        Tell(tx, task, caller, reason);
        TaskBlocker.AfterCanceled(tx, task, reason);
        StackNotice.CameBack(tx, task, $"it was canceled: {reason}");
        GroupCloser.AfterClosed(tx, task.Id, caller.Actor);
        LeadCompletion.AfterClosed(tx, task, caller.Actor);
        return TaskStore.ById(tx.Sql, task.Id)!;
    }

    private static void Tell(Tx tx, TaskRecord task, Caller caller, string reason)
    {
        if (task.OwnerId is { } ownerId && ownerId != caller.Agent?.Id && AgentStore.ById(tx.Sql, ownerId) is { IsLive: true } holder)
        {
            Mailbox.Deliver(tx, tx.Files, new MailDraft(
                "system", holder.Name, MailType.Status, $"Task {task.Number} was canceled: {task.Title}",
                $"{caller.Actor} canceled it: {reason}\nStop working on it; what you have committed is kept on {task.Branch ?? "your branch"}.")
            {
                RecipientId = holder.Id, Priority = MailPriority.High, RunId = task.RunId, TaskId = task.Id,
            });
        }
    }
}
