using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Text;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail list</c>: everybody's mail, newest first; looking acknowledges nothing.</summary>
internal static class MailListCommand
{
    private const int DefaultLimit = 50;

    public static Command Create(CommandRunner runner)
    {
        var from = new Option<string?>("--from") { Description = "Only from this sender.", HelpName = "agent" };
        var to = new Option<string?>("--to") { Description = "Only to this reader.", HelpName = "agent" };
        var agent = new Option<string?>("--agent") { Description = "The same as --to.", HelpName = "agent" };
        var unread = new Option<bool>("--unread") { Description = "Only what its reader has not acknowledged." };
        var type = new Option<string?>("--type") { Description = "Only of this type.", HelpName = "type" }.Completes(() => SnakeCase.Words<MailType>());
        var limit = new Option<int>("--limit") { Description = $"At most so many ({DefaultLimit}).", HelpName = "n", DefaultValueFactory = _ => DefaultLimit };
        var command = new Command("list", "List mail, newest first, without reading it") { from, to, agent, unread, type, limit };
        return runner.Define(
            command,
            new CommandGuide("ov mail list", "ov mail list --to lead-1 --unread", "ov mail list --type escalation --limit 5") { Answer = () => MailJson.Default.MailList, Refusals = [ErrorCode.NotFound], About = MailOptions.TypesSentence },
            (app, parse) =>
            {
                var most = parse.GetValue(limit);
                if (most < 1)
                {
                    throw new OvException(ErrorCode.Usage, "--limit must be a positive integer.");
                }

                var filter = new MailFilter(
                    parse.GetValue(from), parse.GetValue(to) ?? parse.GetValue(agent),
                    parse.GetValue(type) is { } word ? MailOptions.TypeOf(word) : null, null, parse.GetValue(unread), most);
                return CommandResult.Of(MailList.For(app, filter), () => MailJson.Default.MailList, (list, view) => Write(list, app.Ledger.Now, view));
            });
    }

    private static void Write(MailList list, DateTimeOffset now, TextView view)
    {
        if (list.Total == 0)
        {
            view.Hint("No messages");
            return;
        }

        view.Table(
            ["", "ID", "FROM", "TO", "TYPE", "SUBJECT", "WHEN"],
            list.Messages.Select(mail => new[]
            {
                mail.Read ? " " : "*", mail.Id, mail.From, mail.To, MailWords.Type(mail), VisibleText.OneLine(mail.Subject), view.IsCut ? Age.Of(now - mail.CreatedAt) : MailWords.When(mail),
            }),
            "TYPE", "WHEN", "TO");
        view.Hint(list.More ? $"{list.Total} shown, older ones exist: --limit" : $"Total: {list.Total} message{(list.Total == 1 ? "" : "s")}");
    }
}
