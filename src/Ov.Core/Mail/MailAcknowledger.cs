using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Marks messages as seen by the reader's own word.</summary>
public static class MailAcknowledger
{
    /// <summary>All in one transaction; a message that is not the caller's spoils only itself.</summary>
    public static AcknowledgedMail Acknowledge(OvApp app, Caller caller, IReadOnlyList<string> ids) => app.Ledger.Write(tx =>
    {
        var results = ids.Select(id => Try(tx, caller, id)).ToList();
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

    private static AcknowledgedOne Try(Tx tx, Caller caller, string id)
    {
        try
        {
            var message = MailFinder.Require(tx.Sql, id);
            One(tx, caller, message);
            return new AcknowledgedOne(message.Id, true, null, null);
        }
        catch (OvException refused)
        {
            return new AcknowledgedOne(id, false, refused.Code.Name, refused.Message);
        }
    }
}
