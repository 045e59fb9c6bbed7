using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task list</c>: the tasks of the run by number, whatever their state.</summary>
internal static class TaskListCommand
{
    /// <summary>Ten thousand rows help nobody who did not ask for them.</summary>
    internal const int FirstPage = 200;

    public static Command Create(CommandRunner runner)
    {
        var state = new Option<string[]>("--state") { Description = $"Only these: {string.Join(", ", SnakeCase.Words<TaskState>())}; comma-separated.", HelpName = "states" }
            .Completes(() => SnakeCase.Words<TaskState>());
        var waiting = new Option<bool>("--waiting") { Description = "Only what waits for other tasks, also for some that were canceled or failed; with false only the rest." };
        var all = new Option<bool>("--all") { Description = "The tasks of every run." };
        var agent = new Option<string?>("--agent") { Description = "Only what this agent holds or finished.", HelpName = "agent" };
        var group = new Option<bool>("--group") { Description = "First what is in progress, then what is pending, done, and stopped; each by number." };
        var limit = NoteOptions.Limit(FirstPage);
        var command = new Command("list", "List the tasks of the run") { state, waiting, all, agent, group, limit };
        return runner.Define(
            command, new CommandGuide("ov task list", "ov task list --state pending,blocked", "ov task list --group", "ov task list --all --json", "ov task list --limit 5000 --json") { Answer = () => TaskJson.Default.TaskListAnswer, Refusals = [ErrorCode.AmbiguousRun, ErrorCode.NotFound], SeeAlso = ["status", "help states"], About = "'total' counts all that fit; 'more' says that --limit left some of them out." },
            (app, parse) => List(app, new Wanted(States(TaskOptions.Entries(parse, state)), parse.GetResult(waiting) is null or { Implicit: true } ? null : parse.GetValue(waiting), parse.GetValue(all), parse.GetValue(agent), parse.GetValue(group), NoteOptions.Positive(parse.GetValue(limit)))));
    }

    private static CommandResult List(OvApp app, Wanted wanted)
    {
        var answer = app.Ledger.Read(sql =>
        {
            var owner = wanted.Agent is null ? null : AgentResolver.Require(sql, wanted.Agent).Name;
            var run = wanted.EveryRun ? null : RunResolver.Find(app, sql);
            var graph = run is null ? null : TaskGraph.Of(sql, run.Id);
            var all = wanted.EveryRun ? TaskStore.All(sql) : graph?.Tasks ?? [];
            var reader = run is null ? new TaskItemReader(sql) : new TaskItemReader(sql, run, graph!);
            // Only what is shown is worked out in full.
            var fit = all.Where(task => (wanted.States.Count == 0 || wanted.States.Contains(task.State)) && (owner is null || reader.Owner(task) == owner)).ToList();
            if (wanted.Waiting is { } waits)
            {
                fit.RemoveAll(task => reader.Waits(task) != waits);
            }

            return new TaskListAnswer(run?.Name, [.. (wanted.Grouped ? fit.OrderBy(task => TaskView.GroupOf(task.State)) : fit.AsEnumerable()).Take(wanted.Limit).Select(reader.Of)], fit.Count, fit.Count > wanted.Limit)
            {
                Numbers = new TaskNumbers(all), Grouped = wanted.Grouped ? fit.CountBy(task => TaskView.GroupOf(task.State)).ToDictionary() : null,
            };
        });
        return CommandResult.Of(answer, () => TaskJson.Default.TaskListAnswer, Write);
    }

    private static void Write(TaskListAnswer answer, TextView view)
    {
        if (answer.Total == 0 && answer.Numbers.Any)
        {
            view.Line("No task fits.");
            view.Hint("See all of them: ov task list");
            return;
        }

        if (answer.Total == 0)
        {
            view.Line("No tasks.");
            view.Hint("Add one: ov task add \"What is to be done\"");
            return;
        }

        if (answer.Grouped is { } counts)
        {
            TaskView.Groups(answer.Tasks, counts, view, answer.Numbers);
        }

        if (answer.Grouped is null)
        {
            TaskView.Table(answer.Tasks, view, answer.Numbers);
        }

        if (answer.More)
        {
            view.Hint($"{answer.Tasks.Count} of {answer.Total} shown; the rest: --limit {answer.Total}, or fewer: --state pending");
        }
    }

    private static List<TaskState> States(IReadOnlyList<string>? words) => [.. (words ?? []).Select(word =>
        SnakeCase.TryParse<TaskState>(word.Replace('-', '_'), out var state)
            ? state
            : throw new OvException(
                ErrorCode.Usage, $"There is no task state '{word}'.{Nearest.Sentence(word, SnakeCase.Words<TaskState>())}",
                $"One of: {string.Join(", ", SnakeCase.Words<TaskState>())}."))];

    private sealed record Wanted(List<TaskState> States, bool? Waiting, bool EveryRun, string? Agent, bool Grouped, int Limit);
}
