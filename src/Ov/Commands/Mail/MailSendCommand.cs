using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail send</c>.</summary>
internal static class MailSendCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (to, subject, body, from, agent) = (MailOptions.To(), MailOptions.Subject(), new BodyText(), MailOptions.From(), MailOptions.Agent());
        var (type, priority, severity, payload) = (MailOptions.Type(), MailOptions.Priority(), MailOptions.Severity(), MailOptions.Payload());
        var task = new Option<string?>("--task") { Description = "The task it is about (the sender's own).", HelpName = "task" };
        var key = new Option<string?>("--idempotency-key") { Description = "The same key from the same sender sends once.", HelpName = "key" };
        var command = new Command("send", "Send mail to an agent, a group or the operator") { to, subject, from, agent, type, priority, severity, payload, task, key };
        body.AddTo(command);
        return runner.Define(
            command,
            new CommandGuide(
                "ov mail send --to operator --subject \"Scope question\" --body \"May I touch src/auth?\" --type question",
                "ov mail send --to lead-1 --subject \"Worker done\" --body \"Tests pass.\" --type worker_done",
                "ov mail send --to lead-1 --subject \"The schema is wrong\" --body \"Every exporter needs it.\" --type escalation --severity error",
                "ov mail send --to @builders --subject \"Rebase please\" --file note.md --priority high")
            {
                Refusals = [ErrorCode.InvalidPayload, ErrorCode.UnknownRecipient, ErrorCode.Identity, ErrorCode.Fenced], SeeAlso = ["nudge", "help mail"],
                Answer = () => MailJson.Default.SentMail, Writes = true,
                About = $$"""
                    {{MailOptions.TypesSentence}}
                    worker_done or result from the owner of a task reports the task done, as 'ov task done' does; where nothing had to be changed:
                    --payload '{"noChanges":true,"reason":"..."}'. merge_ready queues the branch of --task or of the payload for landing.
                    status, info and merged begin no turn of an idle agent by themselves: they come along with the next mail that does, unless their priority is
                    high, they answer something, or the operator wrote them.
                    An escalation goes as far as it is bad: a warning waits to be read, an error to be answered, and a critical one reaches the operator too and
                    holds its area: no task whose files meet it is started until the operator answers. The area is the payload's "area" (globs), else the
                    scope of the task, else the whole run.
                    Mail to an agent that ended goes to whoever answers for its work; the answer says so.
                    """,
            },
            (app, parse) =>
            {
                var caller = app.CallerAs(parse.GetValue(agent) ?? parse.GetValue(from));
                var kind = MailOptions.TypeOf(parse.GetValue(type));
                var mail = new MailSend(
                    parse.GetValue(to)!, parse.GetValue(subject)!, body.Read(parse, app.Environment, MailText.BodyLimit),
                    kind, MailOptions.PriorityOf(parse.GetValue(priority)), Escalation.WithSeverity(kind, parse.GetValue(payload), MailOptions.SeverityOf(parse.GetValue(severity))),
                    parse.GetValue(task), parse.GetValue(key));
                return CommandResult.Of(MailSender.Send(app, caller, mail), () => MailJson.Default.SentMail, SentView.Write);
            });
    }
}
