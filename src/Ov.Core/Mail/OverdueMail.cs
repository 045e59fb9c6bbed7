using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Whether somebody should have answered a message by now.</summary>
public static class OverdueMail
{
    /// <param name="before">What was sent before this time has waited for too long.</param>
    public static bool Is(Sql sql, Message mail, DateTimeOffset before) => mail.CreatedAt < before && WantsAnswer(sql, mail);

    /// <summary>A warning is done with when it was read; who coordinates answers all that the operator says.</summary>
    private static bool WantsAnswer(Sql sql, Message mail) => mail switch
    {
        { State: MailState.Answered or MailState.Dead } => false,
        { Type: MailType.Question or MailType.DecisionGate } => true,
        { Type: MailType.Escalation } => mail.State != MailState.Read || Escalation.SeverityOf(mail.Payload) != Severity.Warning,
        { Sender: Caller.OperatorName, TaskId: null, RecipientId: { } reader } => AgentStore.ById(sql, reader) is { IsLive: true } agent && Role.Coordinates(agent.Role),
        _ => false,
    };
}
