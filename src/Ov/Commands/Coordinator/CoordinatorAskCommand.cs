using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Config;
using Ov.Core.Coordinating;
using Ov.Core.Mail;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator ask</c>: a question that waits for its answer.</summary>
internal static class CoordinatorAskCommand
{
    private const string Standard = "operator request";
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(120);

    public static Command Create(CommandRunner runner, string role)
    {
        var (question, name, subject, body) = (CoordinatorOptions.Text("The question"), CoordinatorOptions.Name(role), CoordinatorOptions.Subject(Standard), new BodyText());
        var timeout = new Option<string?>("--timeout") { Description = $"Longest wait, such as 90s or 10m ({Duration.Text(DefaultTimeout)}); a bare number is seconds.", HelpName = "time" };
        var command = new Command("ask", $"Ask the {role} and wait for its answer") { question, name, subject, timeout };
        body.AddTo(command);
        var guide = new CommandGuide($"ov {role} ask \"What is left?\" --timeout 10m")
        {
            Answer = () => CoordinatorJson.Default.CoordinatorReply, AlsoAnswers = [new("with --dry-run", () => CoordinatorJson.Default.SentToCoordinator)],
            Refusals = [ErrorCode.NotFound, ErrorCode.TimedOut], Writes = true, SeeAlso = ["mail ask"],
            About = "Question and answer carry one correlationId. Exit 124 when nobody answered in time; the question stays open and its answer comes by mail.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var limit = Limit(parse.GetValue(timeout));
            var (about, text) = (parse.GetValue(subject) ?? Standard, body.Read(parse, app.Environment, MailText.BodyLimit, parse.GetValue(question)));
            if (app.Options.DryRun)
            {
                var planned = CoordinatorMail.Send(app, app.Caller, role, parse.GetValue(name), about, text);
                return Task.FromResult(CommandResult.Of(planned, () => CoordinatorJson.Default.SentToCoordinator, (sent, view) => view.Line($"Would ask {sent.To}.")));
            }

            var reply = CoordinatorMail.Ask(app, app.Caller, role, parse.GetValue(name), about, text, limit, stop);
            return Task.FromResult(CommandResult.Of(
                reply, () => CoordinatorJson.Default.CoordinatorReply, (answer, view) => view.Raw(answer.Asked!.Text), afterWriting: written => MailAsker.AfterShowing(app, reply.Asked!, written)));
        });
    }

    private static TimeSpan Limit(string? text) => text is null ? DefaultTimeout
        : Duration.Parse(int.TryParse(text, out _) ? text + "s" : text)
            ?? throw new OvException(ErrorCode.Usage, $"--timeout cannot be '{text}'.", "Write it as 90s, 10m or 1h.");
}
