using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Inspecting;

namespace Ov.Commands;

/// <summary><c>ov logs</c>: what agents and their hosts printed.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static Command Create(CommandRunner runner)
    {
        var agent = new Option<string?>("--agent") { Description = "Only of this agent; else of all that live, or of the run named.", HelpName = "agent" }.Completes(Candidate.Agent);
        var turn = new Option<int?>("--turn") { Description = "Only of this turn.", HelpName = "n" };
        var source = new ChoiceOption("--source", LogReader.Sources) { Description = "Only turns, the host or the worktree's setup.", HelpName = "what" };
        var level = new ChoiceOption("--level", ["debug", "info", "warn", "error"]) { Description = "Only of this level: error is what hosts say, info the rest.", HelpName = "level" };
        var (since, until, limit) = (EventOptions.Since(), EventOptions.Until(), NoteOptions.Limit(100));
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what is printed from now on, until interrupted." };
        var command = new Command("logs", "Show what agents and their hosts printed") { agent, turn, source, level, since, until, limit, follow };
        var guide = new CommandGuide("ov logs --agent builder-1", "ov logs --agent builder-1 --turn 1 --json", "ov logs --source host --since 1h")
        {
            Answer = () => InspectJson.Default.AgentLogs, AlsoAnswers = [new("with --follow, on each line", () => InspectJson.Default.LogEntry)], Refusals = [ErrorCode.NotFound],
            SeeAlso = ["inspect", "feed", "errors"],
            About = "The newest lines, as they were printed, without secrets of known shapes; control characters are made visible. Printed lines bear no\ntime: theirs is when their file was last written to, and --since and --until choose by it.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var query = new LogQuery(
                parse.GetValue(agent), parse.GetValue(turn), parse.GetValue(source), parse.GetValue(level), parse.GetValue(since), parse.GetValue(until), NoteOptions.Positive(parse.GetValue(limit)));
            return Task.FromResult(parse.GetValue(follow)
                ? CommandResult.Follow(LogReader.Follow(app, query, Pause, stop), () => InspectJson.Default.LogEntry, Write)
                : CommandResult.Of(LogReader.Read(app, query), () => InspectJson.Default.AgentLogs, Write));
        });
    }

    private static void Write(AgentLogs logs, TextView view)
    {
        foreach (var entry in logs.Entries)
        {
            Write(entry, view);
        }

        if (logs.Total == 0)
        {
            view.Hint("Nothing was printed");
        }
        else if (logs.More)
        {
            view.Hint($"{logs.Total} shown, older ones exist: --limit");
        }
    }

    private static void Write(LogEntry entry, TextView view) =>
        view.Raw($"{entry.AgentName} {entry.Event}{(entry.Turn is { } turn ? $" {turn}" : "")} | {entry.Data}");
}
