using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail answer</c>.</summary>
internal static class MailAnswerCommand
{
    public static Command Create(CommandRunner runner)
    {
        var id = new Argument<string>("id") { Description = "The question." }.Completes(Candidate.Mail);
        var (body, from, agent) = (new BodyText(), MailOptions.From(), MailOptions.Agent());
        var command = new Command("answer", "Answer a question: its addressee, an agent above the asker, or the operator") { id, from, agent };
        body.AddTo(command);
        return runner.Define(
            command,
            new CommandGuide("ov mail answer msg-k3v9q2mz --body \"Use the second way.\"") { Answer = () => MailJson.Default.SentMail, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId, ErrorCode.State], Writes = true, About = "The first answer counts; another one is refused." },
            (app, parse) => CommandResult.Of(
                MailReplier.Answer(
                    app, app.CallerAs(parse.GetValue(agent) ?? parse.GetValue(from)), parse.GetValue(id)!,
                    body.Read(parse, app.Environment, MailText.BodyLimit)),
                () => MailJson.Default.SentMail, SentView.Write));
    }
}
