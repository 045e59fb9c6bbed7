using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Mail;

/// <summary>Sends mail to one reader or a group, in one transaction: all of it is sent, or nothing.</summary>
public static class MailSender
{
    /// <exception cref="OvException">unknown-recipient, invalid-payload, usage, state; and what the task's guards refuse.</exception>
    public static SentMail Send(OvApp app, Caller caller, MailSend mail)
    {
        MailText.Require(mail.Subject, mail.Body);
        var sound = mail with { Payload = MailPayload.Check(mail.Type, mail.Payload) };
        if (sound.IdempotencyKey is not null && app.Ledger.Read(sql => SentBefore(sql, caller, sound)) is { } before)
        {
            return before;
        }

        if (MailReport.TaskOf(app, caller, sound) is { } task)
        {
            return MailReport.Send(app, caller, sound, task);
        }

        if (sound.Type == MailType.MergeReady)
        {
            return MailMergeReady.Send(app, caller, sound);
        }

        // Looked up again inside: of two calls with one key, one sends.
        var sent = app.Ledger.Write(tx => SentBefore(tx.Sql, caller, sound) ?? Deliver(tx, app, caller, sound));
        app.Ledger.Seams.Reach(KillPoint.MailWritten);
        return sent;
    }

    /// <summary>The answer that the first use of an idempotency key got.</summary>
    internal static SentMail? SentBefore(Sql sql, Caller caller, MailSend mail) =>
        mail.IdempotencyKey is { } key && MailStore.ByKey(sql, caller.MailName, key) is { Count: > 0 } before ? SentMail.Of(before, duplicate: true) : null;

    /// <summary>The drafts that this mail becomes: one a recipient.</summary>
    internal static List<MailDraft> Drafts(Sql sql, OvApp app, Caller caller, MailSend mail)
    {
        var task = mail.Task is { } text ? TaskResolver.Require(app, sql, text) : null;
        var draft = new MailDraft(caller.MailName, mail.To, mail.Type, mail.Subject, mail.Body)
        {
            SenderId = caller.Agent?.Id, Priority = mail.Priority, Payload = mail.Payload, IdempotencyKey = mail.IdempotencyKey,
            TaskId = task?.Id ?? caller.Agent?.TaskId, RunId = task?.RunId ?? caller.Agent?.RunId, AddressedTo = mail.To,
        };
        if (!MailGroup.IsGroup(mail.To))
        {
            return [draft];
        }

        var run = app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : null;
        return [.. MailGroup.Members(sql, mail.To, caller, run).Select(member => draft with { Recipient = member.Name, RecipientId = member.Id })];
    }

    /// <summary>The draft of a mail that means a deed, and therefore goes to one reader.</summary>
    internal static MailDraft OneDraft(Sql sql, OvApp app, Caller caller, MailSend mail) => MailGroup.IsGroup(mail.To)
        ? throw new OvException(ErrorCode.Usage, $"{mail.Type.Word()} goes to one reader, not to a group.", "Name one agent or 'operator'.")
        : Drafts(sql, app, caller, mail).Single();

    /// <summary>An agent that ended and whose work is now the sender's own: the mail would come straight back.</summary>
    internal static void RequireAnotherReader(Sql sql, MailDraft draft)
    {
        var route = MailRoute.For(sql, draft);
        if (route.Redirected && route.Name == draft.Sender)
        {
            var ended = AgentStore.Newest(sql, draft.Recipient)!;
            throw new OvException(
                ErrorCode.State, $"{ended.Name} has ended ({ended.State.Word()}) and its work is now yours, so nobody else would read this.",
                $"See 'ov show {ended.Name}'; a new agent can take the task up.");
        }
    }

    private static SentMail Deliver(Tx tx, OvApp app, Caller caller, MailSend mail)
    {
        var drafts = Drafts(tx.Sql, app, caller, mail);
        if (mail.Type == MailType.Escalation)
        {
            drafts = Escalation.Routed(tx.Sql, drafts);
        }

        foreach (var draft in drafts)
        {
            RequireAnotherReader(tx.Sql, draft);
        }

        if (caller.Agent is { } sender)
        {
            AgentStore.Touch(tx, sender.Id);
        }

        return SentMail.Of([.. drafts.Select(draft => Mailbox.Deliver(tx, app.Ledger.Files, draft))]);
    }
}
