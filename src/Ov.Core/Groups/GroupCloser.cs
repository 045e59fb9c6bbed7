using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Groups;

/// <summary>
/// Closes groups in the transaction that finishes their last task, and opens them again in the one that reopens a task: never a reader
/// of the group.
/// </summary>
public static class GroupCloser
{
    /// <summary>After a task was closed or canceled.</summary>
    public static void AfterClosed(Tx tx, string taskId, string actor)
    {
        foreach (var group in GroupStore.With(tx.Sql, taskId, GroupState.Active))
        {
            CloseIfFinished(tx, group, actor);
        }
    }

    /// <summary>After a task was taken up again.</summary>
    public static void AfterReopened(Tx tx, string taskId, string actor)
    {
        foreach (var group in GroupStore.With(tx.Sql, taskId, GroupState.Completed))
        {
            Reopen(tx, group, actor);
        }
    }

    internal static void CloseIfFinished(Tx tx, GroupRecord group, string actor)
    {
        if (GroupStore.CountOpen(tx.Sql, group.Id) > 0)
        {
            return;
        }

        GroupStore.SetState(tx, group.Id, GroupState.Completed);
        Record(tx, group, "group.completed", actor);
        var reader = Reader(tx, group);
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            "system", reader, MailType.Status, $"Group auto-closed: {group.Name}", $"Every task of the group {group.Name} ({group.Id}) is finished.")
        {
            // An agent that coordinates has waited for this.
            RunId = group.RunId, Priority = reader == Caller.OperatorName ? MailPriority.Normal : MailPriority.High,
        });
    }

    internal static void Reopen(Tx tx, GroupRecord group, string actor)
    {
        GroupStore.SetState(tx, group.Id, GroupState.Active);
        Record(tx, group, "group.reopened", actor);
    }

    /// <summary>Whoever made it; callers without a name of their own share the operator's inbox.</summary>
    private static string Reader(Tx tx, GroupRecord group) =>
        AgentStore.Newest(tx.Sql, group.CreatedBy) is { } agent ? agent.Name : Caller.OperatorName;

    private static void Record(Tx tx, GroupRecord group, string type, string actor) =>
        tx.Record(new EventDraft(type) { RunId = group.RunId, Actor = actor, Subject = group.Id, Text = group.Name });
}
