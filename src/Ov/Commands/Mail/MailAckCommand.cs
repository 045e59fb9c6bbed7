using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Completing;
using Ov.Core;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail ack</c>.</summary>
internal static class MailAckCommand
{
    public static Command Create(CommandRunner runner)
    {
        var ids = new Argument<string[]>("id") { Description = "Messages to you.", Arity = ArgumentArity.OneOrMore }.Completes(Candidate.Mail);
        var (from, agent) = (MailOptions.From(), MailOptions.Agent());
        var command = new Command("ack", "Mark messages as read without showing them") { ids, agent, from };
        return runner.Define(
            command,
            new CommandGuide("ov mail ack msg-k3v9q2mz", "ov mail ack k3v9 p7xw") { Answer = () => MailJson.Default.AcknowledgedMail, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId], Writes = true },
            (app, parse) =>
            {
                var answer = MailAcknowledger.Acknowledge(app, app.CallerAs(parse.GetValue(agent) ?? parse.GetValue(from)), parse.GetValue(ids)!);
                return CommandResult.Of(
                    answer, () => MailJson.Default.AcknowledgedMail, Write, answer.Acknowledged == answer.Results.Count ? 0 : ErrorCode.Partly.Exit);
            });
    }

    private static void Write(AcknowledgedMail answer, TextView view)
    {
        foreach (var result in answer.Results)
        {
            if (result.Ok)
            {
                view.Ok($"Read {result.Id}");
            }
            else
            {
                view.Warn($"{result.Id}: {result.Error}");
            }
        }
    }
}
