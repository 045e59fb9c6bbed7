using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Feeds;

namespace Ov.Commands;

/// <summary><c>ov trace</c>: the timeline of an agent, a task or a run.</summary>
internal static class TraceCommand
{
    /// <summary>A silence this long is worth a line.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    public static Command Create(CommandRunner runner)
    {
        var target = new Argument<string>("target") { Description = "An agent, a task or a run: by id, a prefix of one, name or number." }.Completes(Candidate.Agent, Candidate.Task, Candidate.Run);
        var type = EventOptions.Types();
        var (since, until, after, limit) = (EventOptions.Since(), EventOptions.Until(), EventOptions.After(), NoteOptions.Limit(100));
        var command = new Command("trace", "Show the timeline of an agent, a task or a run, with durations") { target, type, since, until, after, limit };
        var guide = new CommandGuide("ov trace builder-1", "ov trace 3 --since 2h", "ov trace run-1 --type turn --type merge --json", "ov trace builder-1 --after 0 --limit 20")
        {
            Answer = () => FeedJson.Default.Trace, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId], SeeAlso = ["feed", "replay", "errors", "inspect"],
            About = "The newest events, oldest first; --after 0 reads from the beginning, and the answer's 'next' goes on. An agent's name means all its\nincarnations, an id that one. A tool's call stands on one line with how long it took; a turn's beginning bears the whole turn's time.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            TraceReader.Read(app, parse.GetValue(target)!, new FeedQuery([], null, parse.GetValue(type) ?? [], parse.GetValue(since), parse.GetValue(after), NoteOptions.Positive(parse.GetValue(limit))) { Until = parse.GetValue(until) }),
            () => FeedJson.Default.Trace, Write));
    }

    private static void Write(Trace trace, TextView view)
    {
        view.Line($"{trace.Kind} {trace.Name} [{trace.State}] {EventView.Took(trace.DurationMs)}{(trace.EndedAt is null ? " so far" : "")}");
        FeedEvent? last = null;
        foreach (var record in trace.Events.Where(record => !trace.Told.Contains(record.Seq)))
        {
            if (last is null || EventView.Day(last.CreatedAt) != EventView.Day(record.CreatedAt))
            {
                view.Line($"--- {EventView.Day(record.CreatedAt)} ---");
            }

            if (last is not null && record.CreatedAt - last.CreatedAt is var gap && gap >= Silence)
            {
                view.Line($"         {EventView.Took((long)gap.TotalMilliseconds)} without an event");
            }

            EventView.Write(record, view);
            last = record;
        }

        view.Hint(trace.Total == 0 ? "Nothing happened" : trace.More ? $"More: --after {trace.Next}" : $"Go on from here: --after {trace.Next}");
    }
}
