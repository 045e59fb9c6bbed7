using System.CommandLine;
using System.Globalization;
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
        var agent = new Option<string[]>("--agent") { Description = "Only of this agent, or by 'operator' or 'watch'; repeat for several.", HelpName = "agent" };
        var task = new Option<string?>("--task") { Description = "Only of this task.", HelpName = "task" };
        var type = new Option<string[]>("--type") { Description = "Only of this type, such as task.completed, or task for all of them; repeat for several.", HelpName = "type" }.Completes(() => ["agent", "group", "lesson", "mail", "merge", "note", "run", "task", "tool", "turn", "worktree"]);
        var since = new Option<string?>("--since") { Description = "Only since: 10m, 2h, 1d ago, or an ISO time.", HelpName = "time" };
        var after = new Option<long?>("--after") { Description = "Only after this cursor, oldest first.", HelpName = "n" };
        var interval = new Option<int?>("--interval") { Description = "With --follow: how often to look, in milliseconds.", HelpName = "ms" };
        var limit = NoteOptions.Limit(50);
        var command = new Command("feed", "Show what happened, newest last") { follow, agent, task, type, since, after, interval, limit };
        var guide = new CommandGuide("ov feed", "ov feed --since 10m --type merge --type task.completed", "ov feed --agent builder-1 --json", "ov feed --after 4711 --limit 500 --json")
        {
            Answer = () => FeedJson.Default.Feed, Refusals = [ErrorCode.NotFound], AlsoAnswers = [new("with --follow, on each line", () => FeedJson.Default.FollowedEvent)],
            About = "Without --after the newest are shown; the answer's 'next' is the cursor from which a later call goes on, and nothing is missed.\nWith --run only that run's.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var query = new FeedQuery(
                parse.GetValue(agent) ?? [], parse.GetValue(task), parse.GetValue(type) ?? [], parse.GetValue(since), parse.GetValue(after), NoteOptions.Positive(parse.GetValue(limit)));
            return Task.FromResult(parse.GetValue(follow)
                ? CommandResult.Follow(FeedReader.Follow(app, query, PauseOf(parse.GetValue(interval)), stop), () => FeedJson.Default.FollowedEvent, (followed, view) => Write(followed.Event, view))
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
            Write(record, view);
        }

        view.Hint(feed.Total == 0 ? "Nothing happened" : feed.More ? $"More: --after {feed.Next}" : $"Go on from here: --after {feed.Next}");
    }

    private static void Write(FeedEvent record, TextView view)
    {
        var who = record.AgentName ?? record.Actor ?? "";
        var text = record.Text ?? record.Subject ?? "";
        var task = record.TaskNumber is { } number && !text.StartsWith($"{number} ", StringComparison.Ordinal) ? $"#{number} " : "";
        var took = record.ToolDurationMs is { } ms ? $" ({ms} ms)" : "";
        view.Line($"{record.CreatedAt.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {(record.Level == "info" ? ' ' : '!')} {record.EventType,-20} {who,-14} {task}{VisibleText.OneLine(text)}{took}".TrimEnd());
    }
}
