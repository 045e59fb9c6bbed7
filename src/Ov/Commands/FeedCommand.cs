using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Feeds;

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
        var command = new Command("feed", "Show what happened, newest last") { follow, agent, task, type, tool, trouble, since, until, after, interval, limit };
        var guide = new CommandGuide("ov feed", "ov feed --since 10m --type merge --type task.completed", "ov feed --tool Bash --trouble --until 1h", "ov feed --agent builder-1 --json", "ov feed --after 4711 --limit 500 --json")
        {
            Answer = () => FeedJson.Default.Feed, Refusals = [ErrorCode.NotFound], AlsoAnswers = [new("with --follow, on each line", () => FeedJson.Default.FollowedEvent)],
            About = $"Without --after the newest are shown; the answer's 'next' is the cursor from which a later call goes on, and nothing is missed.\nWith --run only that run's. Without --after at most the newest {EventOptions.Looked} that fit the first filter are looked through.",
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

    private static void Write(Feed feed, TextView view)
    {
        foreach (var record in feed.Events)
        {
            EventView.Write(record, view);
        }

        view.Hint(feed.Total == 0 ? "Nothing happened" : feed.More ? $"More: --after {feed.Next}" : $"Go on from here: --after {feed.Next}");
    }
}
