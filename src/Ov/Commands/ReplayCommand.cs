using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Feeds;
using Ov.Core.Ledger;

namespace Ov.Commands;

/// <summary><c>ov replay</c>: what happened, played back, and how things stood at any moment.</summary>
internal static class ReplayCommand
{
    /// <summary>Nobody wants to wait longer for the next thing.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    public static Command Create(CommandRunner runner)
    {
        var at = new Option<string?>("--at") { Description = "How agents and tasks stood then: 10m ago, 14:30, or an ISO time.", HelpName = "time" };
        var step = new Option<bool>("--step") { Description = "Count agents and tasks by state after each event; on a terminal Enter goes on." };
        var speed = new Option<decimal?>("--speed") { Description = "Play it back so many times as fast as it happened, as --step.", HelpName = "n" };
        var (agent, since, until, after, limit) = (EventOptions.Agents(), EventOptions.Since(), EventOptions.Until(), EventOptions.After(), NoteOptions.Limit(200));
        var command = new Command("replay", "Play back what happened, or show how things stood at a moment") { at, step, speed, agent, since, until, after, limit };
        var guide = new CommandGuide("ov replay --since 1h", "ov replay --at 10m", "ov replay --step --since 2h --json", "ov replay --speed 1000 --limit 5")
        {
            Answer = () => FeedJson.Default.Feed, Refusals = [ErrorCode.NotFound], SeeAlso = ["trace", "feed"],
            AlsoAnswers = [new("with --at", () => FeedJson.Default.Moment), new("with --step or --speed, on each line", () => FeedJson.Default.ReplayStep)],
            About = "All agents interleaved, the newest events, oldest first; --after 0 begins at the beginning. --at, --step and --speed tell states from the\nevents alone, so what they show is what was known then. A wait of --speed is never longer than three seconds.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            if (parse.GetValue(at) is { } moment)
            {
                return Task.FromResult(CommandResult.Of(MomentReader.At(app, moment), () => FeedJson.Default.Moment, WriteMoment));
            }

            var query = new FeedQuery(parse.GetValue(agent) ?? [], null, [], parse.GetValue(since), parse.GetValue(after), NoteOptions.Positive(parse.GetValue(limit))) { Until = parse.GetValue(until) };
            if (!parse.GetValue(step) && parse.GetValue(speed) is null)
            {
                return Task.FromResult(CommandResult.Of(FeedReader.Read(app, query), () => FeedJson.Default.Feed, WriteAll));
            }

            var pace = parse.GetValue(speed) is { } times
                ? times > 0 ? times : throw new OvException(ErrorCode.Usage, "--speed must be greater than 0.")
                : (decimal?)null;
            return Task.FromResult(CommandResult.Each(Paced(app, query, pace, stop), () => FeedJson.Default.ReplayStep, WriteStep));
        });
    }

    private static IEnumerable<ReplayStep> Paced(OvApp app, FeedQuery query, decimal? pace, CancellationToken stop)
    {
        var asks = pace is null && app.Environment is { InIsTerminal: true, OutIsTerminal: true } && !app.Options.Json;
        ReplayStep? last = null;
        foreach (var step in MomentReader.Steps(app, query))
        {
            if (last is not null && pace is { } times && Wait(last, step, times) is var wait && wait > TimeSpan.Zero && stop.WaitHandle.WaitOne(wait))
            {
                stop.ThrowIfCancellationRequested();
            }

            if (last is not null && asks && app.Environment.In.ReadLine() is null or "q")
            {
                yield break;
            }

            stop.ThrowIfCancellationRequested();
            yield return last = step;
        }
    }

    /// <summary>A clock that was set back makes no wait.</summary>
    private static TimeSpan Wait(ReplayStep last, ReplayStep next, decimal times)
    {
        var gap = (next.Event.CreatedAt - last.Event.CreatedAt) / (double)times;
        return gap > LongestWait ? LongestWait : gap;
    }

    private static void WriteAll(Feed feed, TextView view)
    {
        FeedEvent? last = null;
        foreach (var record in feed.Events)
        {
            if (last is null || EventView.Day(last.CreatedAt) != EventView.Day(record.CreatedAt))
            {
                view.Line($"--- {EventView.Day(record.CreatedAt)} ---");
            }

            EventView.Write(record, view);
            last = record;
        }

        view.Hint(feed.Total == 0 && !feed.More ? "Nothing happened" : feed.More ? $"More: --after {feed.Next}" : $"Go on from here: --after {feed.Next}");
    }

    private static void WriteStep(ReplayStep step, TextView view)
    {
        EventView.Write(step.Event, view);
        view.Hint($"agents: {Words(step.Agents)}; tasks: {Words(step.Tasks)}");
    }

    private static string Words(IReadOnlyDictionary<string, int> counts) => counts.Count == 0 ? "none" : string.Join(", ", counts.Select(pair => $"{pair.Value} {pair.Key}"));

    private static void WriteMoment(Moment moment, TextView view)
    {
        view.Line($"{EventView.Day(moment.At)} {EventView.Clock(moment.At)}, after event {moment.Seq}");
        view.Line();
        view.Table(
            moment.Agents.Count == 0 ? [] : ["AGENT", "ROLE", "STATE", "FOR", "TASK", "WHY"],
            moment.Agents.Select(agent => (IReadOnlyList<string>)
                [agent.AgentName, agent.Capability, agent.State.Word(), Since(moment, agent.Since), agent.TaskNumber is { } task ? $"#{task}" : "-", agent.Reason ?? ""]), "ROLE");
        if (moment.Agents.Count == 0)
        {
            view.Line("No agent lived.");
        }

        view.Line();
        view.Table(
            moment.Tasks.Count == 0 ? [] : ["TASK", "STATE", "FOR", "OWNER", "TITLE"],
            moment.Tasks.Select(task => (IReadOnlyList<string>)[$"#{task.TaskNumber}", task.State.Word(), Since(moment, task.Since), task.Owner ?? "-", task.Title]));
        if (moment.Tasks.Count == 0)
        {
            view.Line("There was no task.");
        }
        else if (moment.More)
        {
            view.Hint($"{moment.Tasks.Count} tasks shown, there were more: --run");
        }
    }

    private static string Since(Moment moment, DateTimeOffset since) => EventView.Took(Math.Max(0, (long)(moment.At - since).TotalMilliseconds));
}
