using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Watching;

/// <summary>
/// An escalation that its reader lets lie goes to whoever stands above that reader, once: <c>silent-escalation-drop</c>. A critical one has
/// reached the operator when it was sent.
/// </summary>
internal static class SilentEscalations
{
    /// <summary>The failure's name in mail, events and status.</summary>
    public const string Code = "silent-escalation-drop";

    public static IEnumerable<TickDecision> Raise(TickContext context)
    {
        var before = context.Ledger.Now - context.App.Config.MailOverdue;
        foreach (var mail in context.Ledger.Read(sql => MailStore.OpenEscalations(sql).Where(mail => IsDropped(sql, mail, before)).ToList()))
        {
            yield return context.Try("mail", mail.Id, "raised", $"{Code}: {mail.Recipient} has not answered {mail.Sender}", () => Raise(context.Ledger, mail));
        }
    }

    private static bool IsDropped(Sql sql, Message mail, DateTimeOffset before) =>
        mail is { Recipient: not Caller.OperatorName, RecipientId: not null } && Escalation.SeverityOf(mail.Payload) != Severity.Critical
        && OverdueMail.Is(sql, mail, before) && MailStore.ByKey(sql, Mailbox.SystemSender, Key(mail)).Count == 0;

    private static string Key(Message mail) => $"{Code}:{mail.Id}";

    private static bool Raise(OvLedger ledger, Message mail) => ledger.Write(tx =>
    {
        if (MailStore.ById(tx.Sql, mail.Id) is not { State: not MailState.Answered } || MailStore.ByKey(tx.Sql, Mailbox.SystemSender, Key(mail)).Count > 0)
        {
            return false;
        }

        tx.Record(new EventDraft("mail.overdue") { RunId = mail.RunId, Actor = Caller.Watch.Actor, AgentId = mail.RecipientId, TaskId = mail.TaskId, Subject = mail.Id, Text = $"{Code}: {mail.Subject}" });
        Mailbox.Deliver(tx, ledger.Files, new MailDraft(
            Mailbox.SystemSender, Above(tx.Sql, mail.RecipientId!), MailType.HealthCheck, $"{mail.Recipient} has not answered an escalation: {mail.Subject}",
            $"[{Code}] {mail.Sender} escalated to {mail.Recipient}, and nobody has answered.\nRead it: ov mail read {mail.Id}\nRemind its reader: ov nudge {mail.Recipient}")
        {
            Priority = MailPriority.High, RunId = mail.RunId, TaskId = mail.TaskId, IdempotencyKey = Key(mail),
        });
        return true;
    });

    private static string Above(Sql sql, string readerId) =>
        AgentStore.ById(sql, readerId)?.ParentId is { } id && AgentStore.ById(sql, id) is { IsLive: true } parent ? parent.Name : Caller.OperatorName;
}
