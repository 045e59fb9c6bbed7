using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Text;

namespace Ov.Core.Coordinating;

/// <summary>Writes to one that coordinates, and asks it.</summary>
public static class CoordinatorMail
{
    /// <exception cref="OvException">not-found when none is running; what refuses mail.</exception>
    public static SentToCoordinator Send(OvApp app, Caller caller, string role, string? name, string subject, string body)
    {
        var agent = CoordinatorFinder.Require(app, role, name);
        var sent = MailSender.Send(app, caller, new MailSend(agent.Name, subject, body, MailType.Dispatch));
        return new SentToCoordinator(sent.Id, agent.Name, !app.Options.DryRun && FileLock.IsHeld(app.Project.Files.Agent(agent.Id).HostLock));
    }

    /// <summary>The question carries a correlation id, and so does its answer, whatever the agent writes.</summary>
    /// <exception cref="OvException">timed-out: the question stays open.</exception>
    public static CoordinatorReply Ask(OvApp app, Caller caller, string role, string? name, string subject, string body, TimeSpan timeout, CancellationToken stop)
    {
        var agent = CoordinatorFinder.Require(app, role, name);
        var correlation = app.Ledger.Write(tx => tx.NewId("corr"));
        var question = new MailSend(agent.Name, subject, body, MailType.Question, Payload: $"{{\"{MailPayload.Correlation}\":\"{correlation}\"}}");
        var asked = MailAsker.Ask(app, caller, question, timeout, stop);
        return new CoordinatorReply(correlation, asked.Id, asked.Answer.Id, agent.Name, asked.Answer.Subject, asked.Answer.Body, asked.Answer.Payload, asked.WaitedMs) { Asked = asked };
    }
}

/// <param name="Nudged">Its host heard the bell; else the mail waits.</param>
public sealed record SentToCoordinator(string Id, string To, bool Nudged);

/// <param name="Payload">JSON text, or null.</param>
public sealed record CoordinatorReply(string CorrelationId, string SentId, string ReplyId, string From, string Subject, string Body, string? Payload, long WaitedMs)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public AskedMail? Asked { get; init; }
}
