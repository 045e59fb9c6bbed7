using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Json;
using Ov.Core.Mail;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail purge</c>: deletes old mail for good.</summary>
internal static class MailPurgeCommand
{
    public static Command Create(CommandRunner runner)
    {
        var all = new Option<bool>("--all") { Description = "Whatever its age and whoever had it." };
        var days = new Option<int?>("--days") { Description = "Only what is older than so many days.", HelpName = "n" };
        var agent = new Option<string?>("--agent") { Description = "Only what this agent, or 'operator', sent or received.", HelpName = "agent" };
        var unread = new Option<bool>("--unread") { Description = "Also what nobody has read, and questions without an answer." };
        var command = new Command("purge", "Delete mail for good") { all, days, agent, unread };
        var guide = new CommandGuide("ov mail purge --days 30 --dry-run", "ov mail purge --agent builder-1 --yes", "ov mail purge --all --unread --yes --json")
        {
            Answer = () => MailJson.Default.PurgedMail, Refusals = [ErrorCode.NotOperator, ErrorCode.NotFound, ErrorCode.NeedsConfirmation], Writes = true,
            About = "For the operator, with --yes. Several options together narrow it down, --run too. What nobody has read yet and questions without an\nanswer stay, unless --unread is given; what an agent's turn has in its hands stays always. The record of events stays.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            MailPurger.Purge(app, app.Caller, new MailPurge(parse.GetValue(all), parse.GetValue(days), parse.GetValue(agent), parse.GetValue(unread))),
            () => MailJson.Default.PurgedMail, Write));
    }

    private static void Write(PurgedMail purged, TextView view)
    {
        var when = purged.Oldest is { } oldest && purged.Newest is { } newest ? $", sent from {UtcMillis.Format(oldest)} to {UtcMillis.Format(newest)}" : "";
        view.Ok($"Purged {purged.Purged} message{(purged.Purged == 1 ? "" : "s")}{when}");
        if (purged.Kept > 0)
        {
            view.Hint($"{purged.Kept} stay: unread, or questions without an answer");
        }
    }
}
