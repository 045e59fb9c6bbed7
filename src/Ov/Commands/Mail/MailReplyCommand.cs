using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail reply</c>.</summary>
internal static class MailReplyCommand
{
    public static Command Create(CommandRunner runner)
    {
        var id = new Argument<string>("id") { Description = "The message replied to." }.Completes(Candidate.Mail);
        var (body, from, agent, payload) = (new BodyText(), MailOptions.From(), MailOptions.Agent(), MailOptions.Payload());
        var command = new Command("reply", "Reply to the other party of a message, in its thread") { id, from, agent, payload };
        body.AddTo(command);
        return runner.Define(
            command,
            new CommandGuide("ov mail reply msg-k3v9q2mz --body \"Yes, go ahead.\"", "ov mail reply k3v9 --file answer.md") { Answer = () => MailJson.Default.SentMail, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId, ErrorCode.State], Writes = true },
            (app, parse) => CommandResult.Of(
                MailReplier.Reply(
                    app, app.CallerAs(parse.GetValue(agent) ?? parse.GetValue(from)), parse.GetValue(id)!,
                    body.Read(parse, app.Environment, MailText.BodyLimit), parse.GetValue(payload)),
                () => MailJson.Default.SentMail, SentView.Write));
    }
}
