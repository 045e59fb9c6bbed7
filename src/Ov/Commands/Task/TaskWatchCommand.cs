using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task watch [task…]</c>.</summary>
internal static class TaskWatchCommand
{
    public static Command Create(CommandRunner runner)
    {
        var tasks = new Argument<string[]>("task") { Description = "Numbers or ids; by default all tasks of the run.", Arity = ArgumentArity.ZeroOrMore }.Completes(Candidate.Task);
        var until = new ChoiceOption("--until", SnakeCase.Words<WatchUntil>(), "") { Description = "change, done or merged; done for named tasks, else change.", HelpName = "state" };
        var timeout = Time("--timeout", "10m", "Give up after this time, for example 30s or 10m (exit 124).");
        var unheld = Time("--unheld", "15s", "Give up when nobody has been at work for so long (exit 124); 0: never.");
        var agent = CallerOption.Create();
        var command = new Command("watch", "Follow tasks until they are done, or anything changes") { tasks, until, timeout, unheld, agent };
        var guide = new CommandGuide("ov task watch 1", "ov task watch 1 8 --json")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.TimedOut], SeeAlso = ["wait", "feed", "task list"],
            Answer = () => TaskJson.Default.WatchedTask,
            About = "Each task is told as it is, and again whenever its state, holder, attempt or reason changes; with --json each is a document on a line of its own. "
                + "done: completed or further, or it will not be (failed, canceled). merged: the work has landed. 'ov wait' says only the end of it.",
        };
        return runner.Define(command, guide, (app, parse, stop) =>
        {
            var words = parse.GetValue(tasks) ?? [];
            var goal = parse.GetValue(until) is { Length: > 0 } word ? SnakeCase.Parse<WatchUntil>(word) : words.Length > 0 ? WatchUntil.Done : WatchUntil.Change;
            var watcher = new TaskWatcher(app, app.CallerAs(parse.GetValue(agent)), goal, Parsed(parse, timeout), Parsed(parse, unheld));
            return Task.FromResult(CommandResult.Each(watcher.Watch(words, stop), () => TaskJson.Default.WatchedTask, Write));
        });
    }

    private static Option<string> Time(string name, string standard, string description) => new(name) { Description = description, HelpName = "time", DefaultValueFactory = _ => standard };

    private static TimeSpan Parsed(ParseResult parse, Option<string> option) =>
        Duration.Parse(parse.GetValue(option)!) ?? throw new OvException(ErrorCode.Usage, $"'{parse.GetValue(option)}' is no time.", "For example 500ms, 30s, 10m or 2h.");

    private static void Write(WatchedTask task, TextView view) =>
        view.Line($"{task.Number,4} {task.State.Word(),-11} {task.Title}{(task.Owner is { } owner ? $" ({owner})" : "")}{(task.Reason is { Length: > 0 } reason ? $": {reason}" : "")}");
}
