using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Coordinating;
using Ov.Core.Mail;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator send</c>: an order by mail.</summary>
internal static class CoordinatorSendCommand
{
    private const string Standard = "operator dispatch";

    public static Command Create(CommandRunner runner, string role)
    {
        var (order, name, subject, body) = (CoordinatorOptions.Text("The order"), CoordinatorOptions.Name(role), CoordinatorOptions.Subject(Standard), new BodyText());
        var command = new Command("send", $"Send an order to the {role}") { order, name, subject };
        body.AddTo(command);
        var guide = new CommandGuide($"ov {role} send \"Also keep the old flag working.\"", $"ov {role} send --subject Priorities --file notes.md")
        {
            Answer = () => CoordinatorJson.Default.SentToCoordinator, Refusals = [ErrorCode.NotFound], Writes = true, SeeAlso = ["mail send", $"{role} ask"],
            About = "The mail wakes it, or reaches it when its turn ends.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            CoordinatorMail.Send(app, app.Caller, role, parse.GetValue(name), parse.GetValue(subject) ?? Standard, body.Read(parse, app.Environment, MailText.BodyLimit, parse.GetValue(order))),
            () => CoordinatorJson.Default.SentToCoordinator, (sent, view) => view.Ok($"Sent {sent.Id} to {sent.To}{(sent.Nudged ? "" : "; its host is not running, so the mail waits")}")));
    }
}
