using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail read</c>.</summary>
internal static class MailReadCommand
{
    public static Command Create(CommandRunner runner)
    {
        var id = new Argument<string>("id") { Description = "The message, by id or a prefix of it." }.Completes(Candidate.Mail);
        var (from, agent) = (MailOptions.From(), MailOptions.Agent());
        var command = new Command("read", "Show one message whole; if it is yours, it counts as read") { id, agent, from };
        return runner.Define(
            command,
            new CommandGuide("ov mail read msg-k3v9q2mz", "ov mail read k3v9 --json") { Answer = () => MailJson.Default.ReadMail, Rehearsable = true, OnlyMarksSeen = true, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId] },
            (app, parse) =>
            {
                var caller = app.CallerAs(parse.GetValue(agent) ?? parse.GetValue(from));
                var read = MailReader.Read(app, caller, parse.GetValue(id)!);
                return CommandResult.Of(
                    read, () => MailJson.Default.ReadMail, (mail, view) => view.Raw(mail.Text),
                    afterWriting: written =>
                    {
                        if (written)
                        {
                            MailReader.Shown(app, caller, read);
                        }
                        else
                        {
                            MailReader.NotShown(app, read);
                        }
                    });
            });
    }
}
