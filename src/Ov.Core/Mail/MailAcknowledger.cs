using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Marks messages as seen by the reader's own word.</summary>
public static class MailAcknowledger
{
    /// <summary>All in one transaction; a message that is not the caller's spoils only itself, unless it is the only one.</summary>
    public static AcknowledgedMail Acknowledge(OvApp app, Caller caller, IReadOnlyList<string> ids) => app.Ledger.Write(tx =>
    {
        var results = ids.Count == 1 ? [Do(tx, caller, ids[0])] : ids.Select(id => Try(tx, caller, id)).ToList();
        return new AcknowledgedMail(results.Count(result => result.Ok), results);
    });

    /// <exception cref="OvException">identity: it is somebody else's mail.</exception>
    internal static void One(Tx tx, Caller caller, Message message)
    {
        if (message.Recipient != caller.MailName)
        {
            throw new OvException(ErrorCode.Identity, $"{message.Id} is mail to {message.Recipient}; only {message.Recipient} can acknowledge it.");
        }

        if (MailStore.MarkOneRead(tx, message.Id) == 1)
        {
            tx.Record(new EventDraft("mail.read")
            {
                RunId = message.RunId, Actor = caller.Actor, AgentId = message.RecipientId, TaskId = message.TaskId, Subject = message.Id,
            });
        }
    }

    private static AcknowledgedOne Do(Tx tx, Caller caller, string id)
    {
        var message = MailFinder.Require(tx.Sql, id);
        One(tx, caller, message);
        return new AcknowledgedOne(message.Id, true, null, null);
    }

    private static AcknowledgedOne Try(Tx tx, Caller caller, string id)
    {
        try
        {
            return Do(tx, caller, id);
        }
        catch (OvException refused)
        {
            return new AcknowledgedOne(id, false, refused.Code.Name, refused.Message);
        }
    }
}
