using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Feeds;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary><c>ov errors</c>: what went wrong, alike things together.</summary>
internal static class ErrorsCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (agent, since, until, after, limit) = (EventOptions.Agents(), EventOptions.Since(), EventOptions.Until(), EventOptions.After(), NoteOptions.Limit(100));
        var command = new Command("errors", "Show what went wrong, alike things together") { agent, since, until, after, limit };
        var guide = new CommandGuide("ov errors", "ov errors --since 1d --run run-1", "ov errors --agent builder-1 --json")
        {
            Answer = () => FeedJson.Default.ErrorReport, Refusals = [ErrorCode.NotFound], SeeAlso = ["feed", "trace", "logs"],
            About = "Warnings and errors: failed turns and tools, denials of the guard, conflicts, red gates, deaths. Alike are those of one type whose text\ndiffers only in numbers and ids. The one that happened last comes first. Of the newest 5000; 'events' lists the last ones singly.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var query = new FeedQuery(parse.GetValue(agent) ?? [], null, [], parse.GetValue(since), parse.GetValue(after), NoteOptions.Positive(parse.GetValue(limit))) { Until = parse.GetValue(until) };
            var now = app.Ledger.Now;
            return CommandResult.Of(ErrorReader.Read(app, query), () => FeedJson.Default.ErrorReport, (report, view) => Write(report, now, view));
        });
    }

    private static void Write(ErrorReport report, DateTimeOffset now, TextView view)
    {
        if (report.Total == 0)
        {
            view.Hint("Nothing went wrong");
            return;
        }

        view.Table(
            ["COUNT", "FIRST", "LAST", "TYPE", "WHO", "WHAT"],
            report.Groups.Select(group => (IReadOnlyList<string>)
                [$"{group.Count}", $"{Age.Of(now - group.FirstAt)} ago", $"{Age.Of(now - group.LastAt)} ago", group.EventType, string.Join(", ", group.Agents), group.Text]),
            "FIRST", "WHO");
        if (report.More)
        {
            view.Hint($"The newest {report.Looked} were grouped, there are older ones: --until");
        }
    }
}
