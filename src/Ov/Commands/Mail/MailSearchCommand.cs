using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Text;

namespace Ov.Commands.Mail;

/// <summary><c>ov mail search</c>: full text in everybody's mail.</summary>
internal static class MailSearchCommand
{
    public static Command Create(CommandRunner runner)
    {
        var words = new Argument<string[]>("words") { Description = "All of them have to occur; \"several words\" as they stand; a star at the end for any ending.", Arity = ArgumentArity.OneOrMore };
        var from = new Option<string?>("--from") { Description = "Only from this sender.", HelpName = "agent" };
        var to = new Option<string?>("--to") { Description = "Only to this reader.", HelpName = "agent" };
        var agent = new Option<string?>("--agent") { Description = "The same as --to.", HelpName = "agent" };
        var type = new Option<string?>("--type") { Description = "Only of this type.", HelpName = "type" }.Completes(() => SnakeCase.Words<MailType>());
        var task = new Option<string?>("--task") { Description = "Only about this task.", HelpName = "task" };
        var unread = new Option<bool>("--unread") { Description = "Only what its reader has not acknowledged." };
        var (since, limit) = (NoteOptions.Since(), NoteOptions.Limit(20));
        var command = new Command("search", "Search the subjects and texts of mail, newest first") { words, from, to, agent, type, task, unread, since, limit };
        return runner.Define(
            command,
            new CommandGuide("ov mail search utf-8 mark", "ov mail search '\"old flag\"' --from lead-1 --since 2d", "ov mail search migrat* --type escalation --json")
            {
                Answer = () => MailJson.Default.MailSearch, Refusals = [ErrorCode.NotFound], About = "Looking acknowledges nothing. Upper and lower case, and accents, make no difference.",
            },
            (app, parse) =>
            {
                var filter = new MailFilter(
                    parse.GetValue(from), parse.GetValue(to) ?? parse.GetValue(agent),
                    parse.GetValue(type) is { } word ? MailOptions.TypeOf(word) : null, null, parse.GetValue(unread), NoteOptions.Positive(parse.GetValue(limit)));
                return CommandResult.Of(MailSearch.For(app, parse.GetValue(words)!, filter, parse.GetValue(task), parse.GetValue(since)), () => MailJson.Default.MailSearch, Write);
            });
    }

    private static void Write(MailSearch search, TextView view)
    {
        if (search.Total == 0)
        {
            view.Hint("Nothing found");
            return;
        }

        foreach (var (mail, snippet) in search.Results)
        {
            view.Line($"{mail.Id}  {mail.From} → {mail.To}  {MailWords.Type(mail)}  {MailWords.When(mail)}  {VisibleText.OneLine(mail.Subject)}".TrimEnd());
            view.Line($"  {VisibleText.OneLine(snippet.ReplaceLineEndings(" ").Trim())}");
        }

        if (search.More)
        {
            view.Hint($"{search.Total} shown, older ones exist: --limit");
        }
    }
}
