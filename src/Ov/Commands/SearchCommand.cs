using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Inspecting;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary><c>ov search</c>: what agents said, and mail.</summary>
internal static class SearchCommand
{
    public static Command Create(CommandRunner runner)
    {
        var words = new Argument<string[]>("words") { Description = "All of them have to occur, also as parts of words; \"several words\" as they stand.", Arity = ArgumentArity.OneOrMore };
        var agent = new Option<string?>("--agent") { Description = "Only what this agent said, and its mail.", HelpName = "agent" }.Completes(Candidate.Agent);
        var (since, until, limit) = (EventOptions.Since(), EventOptions.Until(), NoteOptions.Limit(10));
        var command = new Command("search", "Search what agents said and all mail, newest first") { words, agent, since, until, limit };
        var guide = new CommandGuide("ov search flaky", "ov search \"old flag\" --agent builder-1", "ov search timeout retry --since 2d --json")
        {
            Answer = () => InspectJson.Default.SpokenSearch, Refusals = [ErrorCode.NotFound], SeeAlso = ["mail search", "note search", "inspect", "feed"],
            About = $"Upper and lower case make no difference; looking acknowledges nothing. Of each text at most {SpokenSearch.SnippetLength} characters around the first word are shown.\nThe newest {SpokenSearch.Look} things said and as many mails are looked through: 'mail search' and 'note search' find whole words in all there is.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            SpokenSearch.For(app, new SpokenQuery(parse.GetValue(words)!, parse.GetValue(agent), parse.GetValue(since), parse.GetValue(until), NoteOptions.Positive(parse.GetValue(limit)))),
            () => InspectJson.Default.SpokenSearch, Write));
    }

    private static void Write(SpokenSearch search, TextView view)
    {
        foreach (var hit in search.Results)
        {
            view.Line($"{EventView.Day(hit.CreatedAt)} {EventView.Clock(hit.CreatedAt)} {hit.From}{(hit.To is { } to ? $" → {to}  {hit.Id}  {VisibleText.OneLine(hit.Subject ?? "")}" : "")}".TrimEnd());
            view.Line($"  {VisibleText.OneLine(hit.Text.ReplaceLineEndings(" ").Trim())}");
        }

        if (search.Total == 0)
        {
            view.Hint($"Nothing found{(search.Bounded ? $" among the newest {SpokenSearch.Look}" : "")}");
        }
        else if (search.More)
        {
            view.Hint($"{search.Total} shown, older ones exist: --limit");
        }
    }
}
