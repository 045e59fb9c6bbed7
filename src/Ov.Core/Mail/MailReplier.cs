using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Scopes;

namespace Ov.Core.Mail;

/// <summary>Answers within a thread, and marks what was answered in the same transaction.</summary>
public static class MailReplier
{
    /// <summary>A party of the message writes to the other one.</summary>
    /// <exception cref="OvException">identity when the caller is no party; not-operator for a critical escalation; state when nobody would read it.</exception>
    public static SentMail Reply(OvApp app, Caller caller, string id, string body, string? payload) => Write(app, caller, id, body, payload, RequireParty);

    /// <summary>
    /// An authorised party answers a question: the addressee, the operator, or an agent above the asker. The first answer counts.
    /// </summary>
    /// <exception cref="OvException">identity; state when it was answered before.</exception>
    public static SentMail Answer(OvApp app, Caller caller, string id, string body) => Write(app, caller, id, body, null, RequireAuthority);

    private static SentMail Write(OvApp app, Caller caller, string id, string body, string? payload, Action<Sql, Caller, Message> require)
    {
        MailText.Require("", body);
        var sent = app.Ledger.Write(tx =>
        {
            var original = MailFinder.Require(tx.Sql, id);
            require(tx.Sql, caller, original);
            var draft = Draft(caller, original, body, payload);
            MailSender.RequireAnotherReader(tx.Sql, draft);
            if (original.Sender != caller.MailName)
            {
                if (AreaHold.IsHold(original))
                {
                    caller.RequireOperator($"answer {original.Id}, a critical escalation,");
                }

                if (ScopeRequest.Is(original))
                {
                    throw new OvException(
                        ErrorCode.State, $"{original.Id} asks for files, and words give none.", $"{ScopeRequest.HowToAnswer(original)}, or: ov scope refuse {original.Id} --reason \"…\"");
                }

                MailStore.MarkAnswered(tx, original.Id);
            }

            if (caller.Agent is { } sender)
            {
                AgentStore.Touch(tx, sender.Id);
            }

            return SentMail.Of([Mailbox.Deliver(tx, app.Ledger.Files, draft)]);
        });
        app.Ledger.Seams.Reach(KillPoint.MailWritten);
        return sent;
    }

    internal static MailDraft Draft(Caller caller, Message original, string body, string? payload)
    {
        var toSender = original.Sender != caller.MailName;
        var type = ReplyType(original.Type);
        return new MailDraft(caller.MailName, toSender ? original.Sender : original.Recipient, type, MailText.ReplySubject(original.Subject), body)
        {
            SenderId = caller.Agent?.Id, Priority = original.Priority, Payload = MailPayload.Check(type, MailPayload.Echo(original.Payload, payload)),
            ThreadId = original.ThreadId, ReplyTo = original.Id, TaskId = original.TaskId, RunId = original.RunId,
        };
    }

    /// <summary>Talk stays what it was; an answer to a report, an order or a question is none itself.</summary>
    private static MailType ReplyType(MailType type) =>
        type is MailType.Info or MailType.Error or MailType.Escalation ? type : MailType.Status;

    private static void RequireParty(Sql sql, Caller caller, Message original)
    {
        RequireReader(original);
        if (caller.MailName != original.Sender && caller.MailName != original.Recipient)
        {
            throw new OvException(
                ErrorCode.Identity, $"Only {original.Sender} and {original.Recipient} may reply to {original.Id}, and this command runs as {caller.Actor}.",
                "Write a message of your own with 'ov mail send'.");
        }
    }

    internal static void RequireAuthority(Sql sql, Caller caller, Message original)
    {
        RequireReader(original);
        if (caller.MailName != original.Recipient && !caller.IsOperator && !IsAbove(sql, caller.Agent, original.SenderId))
        {
            throw new OvException(
                ErrorCode.Identity, $"Only {original.Recipient}, an agent above {original.Sender} or the operator may answer {original.Id}, and this command runs as {caller.Actor}.");
        }

        if (original.State == MailState.Answered)
        {
            throw new OvException(ErrorCode.State, $"{original.Id} was answered before.", $"See 'ov mail read {original.Id}'; 'ov mail reply {original.Id}' adds to the thread.");
        }
    }

    private static void RequireReader(Message original)
    {
        if (original.Sender == Mailbox.SystemSender)
        {
            throw new OvException(ErrorCode.State, $"{original.Id} comes from ov itself, so nobody would read an answer.", "Write to a person or an agent with 'ov mail send'.");
        }
    }

    private static bool IsAbove(Sql sql, AgentRecord? caller, string? askerId)
    {
        var parentId = askerId is null ? null : AgentStore.ById(sql, askerId)?.ParentId;
        while (caller is not null && parentId is not null && parentId != caller.Id)
        {
            parentId = AgentStore.ById(sql, parentId)?.ParentId;
        }

        return caller is not null && parentId == caller.Id;
    }
}
