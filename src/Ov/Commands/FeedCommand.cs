using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Feeds;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary><c>ov feed</c>: what happened, and with <c>--follow</c> what happens.</summary>
internal static class FeedCommand
{
    private const int ShortestInterval = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static Command Create(CommandRunner runner)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what happens from now on, until interrupted." };
        var agent = EventOptions.Agents();
        var task = new Option<string?>("--task") { Description = "Only of this task.", HelpName = "task" };
        var type = EventOptions.Types();
        var (tool, trouble, since, until) = (EventOptions.Tool(), EventOptions.Trouble(), EventOptions.Since(), EventOptions.Until());
        var after = EventOptions.After();
        var interval = new Option<int?>("--interval") { Description = "With --follow: how often to look, in milliseconds.", HelpName = "ms" };
        var limit = NoteOptions.Limit(50);
        var stats = new Option<bool>("--stats") { Description = "Instead: how many there were, by type, tool, role and agent." };
        var command = new Command("feed", "Show what happened, newest last") { follow, agent, task, type, tool, trouble, since, until, after, interval, limit, stats };
        var guide = new CommandGuide("ov feed", "ov feed --since 10m --type merge --type task.completed", "ov feed --tool Bash --trouble --until 1h", "ov feed --agent builder-1 --json", "ov feed --stats --since 1d", "ov feed --after 4711 --limit 500 --json")
        {
            Answer = () => FeedJson.Default.Feed, Refusals = [ErrorCode.NotFound], AlsoAnswers = [new("with --follow, on each line", () => FeedJson.Default.FollowedEvent), new("with --stats", () => FeedJson.Default.EventStats)],
            About = $"Without --after the newest are shown; the answer's 'next' is the cursor from which a later call goes on, and nothing is missed.\nWith --run only that run's. Without --after at most the newest {EventOptions.Looked} that fit the first filter are looked through; --stats counts the newest {EventOptions.Counted} of those.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var query = new FeedQuery(
                parse.GetValue(agent) ?? [], parse.GetValue(task), parse.GetValue(type) ?? [], parse.GetValue(since), parse.GetValue(after), NoteOptions.Positive(parse.GetValue(limit)))
            {
                Until = parse.GetValue(until), Tool = parse.GetValue(tool), OnlyTrouble = parse.GetValue(trouble),
            };
            if (query.Until is not null && parse.GetValue(follow))
            {
                throw new OvException(ErrorCode.Usage, "--until and --follow exclude each other: what is followed has no end.");
            }

            if (parse.GetValue(stats))
            {
                return Task.FromResult(parse.GetValue(follow) ? throw new OvException(ErrorCode.Usage, "--stats and --follow exclude each other: counts are of what has happened.")
                    : CommandResult.Of(EventStatsReader.Read(app, query), () => FeedJson.Default.EventStats, (counted, view) => WriteStats(counted, NoteOptions.Positive(parse.GetValue(limit)), view)));
            }

            return Task.FromResult(parse.GetValue(follow)
                ? CommandResult.Follow(FeedReader.Follow(app, query, PauseOf(parse.GetValue(interval)), stop), () => FeedJson.Default.FollowedEvent, (followed, view) => EventView.Write(followed.Event, view))
                : CommandResult.Of(FeedReader.Read(app, query), () => FeedJson.Default.Feed, Write));
        });
    }

    private static TimeSpan PauseOf(int? interval) => interval switch
    {
        null => Pause,
        < ShortestInterval => throw new OvException(ErrorCode.Usage, $"--interval must be a number >= {ShortestInterval} (milliseconds)."),
        { } given => TimeSpan.FromMilliseconds(given),
    };

    private static void WriteStats(EventStats stats, int limit, TextView view)
    {
        if (stats.Total == 0)
        {
            view.Hint("Nothing happened");
            return;
        }

        foreach (var (heading, counts) in new[] { ("TYPE", stats.ByType), ("TOOL", stats.ByTool), ("ROLE", stats.ByRole), ("AGENT", stats.ByAgent) }.Where(part => part.Item2.Count > 0))
        {
            view.Table([heading, "EVENTS", "TROUBLE", "LAST"], counts.Take(limit).Select(one => (IReadOnlyList<string>)
                [VisibleText.OneLine(one.Name), CostWords.Number(one.Count), CostWords.Number(one.Trouble), $"{EventView.Day(one.LastAt)} {EventView.Clock(one.LastAt)}"]));
            view.Line();
        }

        view.Hint($"{CostWords.Number(stats.Total)} events, {CostWords.Number(stats.Trouble)} of them trouble{(stats.More ? "; older ones were not looked through" : "")}");
    }

    private static void Write(Feed feed, TextView view)
    {
        foreach (var record in feed.Events)
        {
            EventView.Write(record, view);
        }

        view.Hint(feed.Total == 0 && !feed.More ? "Nothing happened" : feed.More ? $"More: --after {feed.Next}" : $"Go on from here: --after {feed.Next}");
    }
}
