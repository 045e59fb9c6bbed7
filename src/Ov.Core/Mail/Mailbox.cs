using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Puts mail into inboxes, inside the transaction of whatever caused it.</summary>
public static class Mailbox
{
    /// <summary>The sender of what ov itself says; nobody reads answers to it.</summary>
    public const string SystemSender = "system";

    /// <summary>
    /// Queues one message and rings its reader's bell after the commit. Mail to an agent that ended goes to whoever owns its task,
    /// else to its parent, else to the operator; the returned message says who has it.
    /// </summary>
    /// <exception cref="OvException">unknown-recipient.</exception>
    public static Message Deliver(Tx tx, LedgerFiles files, MailDraft draft) => Deliver(tx, files, draft, MailRoute.For(tx.Sql, draft));

    /// <summary>The same to a reader who is known, such as one whose successor is about to start.</summary>
    internal static Message Deliver(Tx tx, LedgerFiles files, MailDraft draft, MailRoute reader)
    {
        var id = tx.NewId("msg");
        MailStore.Insert(tx, id, draft, reader);
        tx.Record(new EventDraft("mail.sent")
        {
            RunId = draft.RunId ?? reader.Agent?.RunId, Actor = draft.Sender, AgentId = draft.SenderId, TaskId = draft.TaskId, Subject = id,
            Text = $"{draft.Type.Word()} to {reader.Name}: {draft.Subject}",
        });
        if (reader.Agent is { } agent)
        {
            tx.AfterCommit(() => Processes.Bell.Ring(files.Agent(agent.Id).Bell));
        }

        if (draft.ThreadId is { } thread)
        {
            tx.AfterCommit(() => Processes.Bell.Ring(files.ThreadBell(thread)));
        }

        return MailStore.ById(tx.Sql, id)!;
    }
}
