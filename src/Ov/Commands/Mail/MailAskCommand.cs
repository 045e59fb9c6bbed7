using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Config;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail ask</c>: a question that waits for its answer.</summary>
internal static class MailAskCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(120);

    public static Command Create(CommandRunner runner)
    {
        var (to, subject, body, from, agent) = (MailOptions.To(), MailOptions.Subject(), new BodyText(), MailOptions.From(), MailOptions.Agent());
        var (priority, payload) = (MailOptions.Priority(), MailOptions.Payload());
        var timeout = new Option<string?>("--timeout") { Description = $"Longest wait, such as 90s or 10m ({Duration.Text(DefaultTimeout)}); a bare number is seconds.", HelpName = "time" };
        var wait = new Option<bool>("--wait") { Description = "Wait without end." };
        var command = new Command("ask", "Ask and wait for the answer") { to, subject, from, agent, priority, payload, timeout, wait };
        body.AddTo(command);
        return runner.Define(
            command,
            new CommandGuide("ov mail ask --to operator --subject \"Which API?\" --body \"v1 or v2?\" --timeout 10m")
            {
                Refusals = [ErrorCode.UnknownRecipient, ErrorCode.TimedOut],
                Answer = () => MailJson.Default.AskedMail, AlsoAnswers = [new("with --dry-run", () => MailJson.Default.SentMail)],
                Writes = true,
                About = "Exit 124 when nobody answered in time; the question stays open and its answer comes by mail. The asking agent counts as waiting.",
            },
            (app, parse, stop) =>
            {
                var caller = app.CallerAs(parse.GetValue(agent) ?? parse.GetValue(from));
                var mail = new MailSend(
                    parse.GetValue(to)!, parse.GetValue(subject)!, body.Read(parse, app.Environment, MailText.BodyLimit), MailType.Question,
                    MailOptions.PriorityOf(parse.GetValue(priority)), parse.GetValue(payload));
                var limit = parse.GetValue(wait) ? (TimeSpan?)null : Limit(parse.GetValue(timeout));
                if (app.Options.DryRun)
                {
                    return Task.FromResult(CommandResult.Of(MailAsker.Rehearse(app, caller, mail), () => MailJson.Default.SentMail, SentView.Write));
                }

                var asked = MailAsker.Ask(app, caller, mail, limit, stop);
                return Task.FromResult(CommandResult.Of(
                    asked, () => MailJson.Default.AskedMail, (answer, view) => view.Raw(answer.Text),
                    afterWriting: written => MailAsker.AfterShowing(app, asked, written)));
            });
    }

    private static TimeSpan Limit(string? text) => text is null ? DefaultTimeout
        : Duration.Parse(int.TryParse(text, out _) ? text + "s" : text)
            ?? throw new OvException(ErrorCode.Usage, $"--timeout cannot be '{text}'.", "Write it as 90s, 10m or 1h.");
}
