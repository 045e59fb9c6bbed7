using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>A critical escalation that the operator has not answered: nothing new is dispatched where its area is.</summary>
/// <param name="Area">File globs; none stands for the whole run.</param>
public sealed record AreaHold(Message Escalation, IReadOnlyList<string> Area)
{
    /// <summary>The oldest one that holds a task of this scope, or null.</summary>
    public static AreaHold? Over(Sql sql, string runId, IReadOnlyList<string> scope) => Among(All(sql), runId, scope);

    /// <inheritdoc cref="Over"/>
    public static AreaHold? Among(IEnumerable<AreaHold> all, string runId, IReadOnlyList<string> scope) => all.FirstOrDefault(hold => hold.Holds(runId, scope));

    /// <summary>Every one, oldest first.</summary>
    public static List<AreaHold> All(Sql sql) => [.. MailStore.OpenEscalations(sql, Caller.OperatorName).Where(IsHold).Select(Of)];

    public static AreaHold Of(Message mail) => new(mail, MailPayload.Texts(mail.Payload, Mail.Escalation.AreaField) ?? []);

    /// <summary>Whether this mail holds something; one that was sent by ov or by the operator never does.</summary>
    public static bool IsHold(Message mail) => mail is { Type: MailType.Escalation, Recipient: Caller.OperatorName, State: MailState.Queued or MailState.Delivered or MailState.Read }
        && mail.Sender is not (Caller.OperatorName or Mailbox.SystemSender) && Mail.Escalation.SeverityOf(mail.Payload) == Severity.Critical;

    /// <summary>A task without a scope may touch anything, so it is held by every hold of its run.</summary>
    public bool Holds(string runId, IReadOnlyList<string> scope) =>
        Area.Count == 0 || scope.Count == 0 ? Escalation.RunId is null || Escalation.RunId == runId : ScopeOverlap.Find(Area, scope) is not null;

    /// <summary>What is held, in words.</summary>
    public string Words => Area.Count == 0 ? "the whole run" : string.Join(", ", Area);

    /// <param name="what">The subject of the sentence, for example "Task 3".</param>
    public OvException Refusal(string what) => new(
        ErrorCode.Held, $"{what} is held: {Escalation.Sender} escalated \"{Escalation.Subject}\" as critical for {Words}, and the operator has not answered.",
        $"See 'ov mail read {Escalation.Id}'; the operator answers with: ov mail answer {Escalation.Id} --body \"…\"")
    {
        Facts = new Dictionary<string, string> { ["escalation"] = Escalation.Id },
    };
}
