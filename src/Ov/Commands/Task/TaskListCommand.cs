using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
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
    public static Command Create(CommandRunner runner)
    {
        var state = new Option<string[]>("--state") { Description = $"Only these: {string.Join(", ", SnakeCase.Words<TaskState>())}; comma-separated.", HelpName = "states" }
            .Completes(() => SnakeCase.Words<TaskState>());
        var waiting = new Option<bool>("--waiting") { Description = "Only what waits for other tasks, also for some that were canceled or failed; with false only the rest." };
        var all = new Option<bool>("--all") { Description = "The tasks of every run." };
        var agent = new Option<string?>("--agent") { Description = "Only what this agent holds or finished.", HelpName = "agent" };
        var group = new Option<bool>("--group") { Description = "First what is in progress, then what is pending, done, and stopped; each by number." };
        var command = new Command("list", "List the tasks of the run") { state, waiting, all, agent, group };
        return runner.Define(
            command, new CommandGuide("ov task list", "ov task list --state pending,blocked", "ov task list --group", "ov task list --all --json") { Answer = () => TaskJson.Default.TaskListAnswer, Refusals = [ErrorCode.AmbiguousRun, ErrorCode.NotFound], SeeAlso = ["status", "help states"] },
            (app, parse) => List(app, States(TaskOptions.Entries(parse, state)), parse.GetResult(waiting) is null or { Implicit: true } ? null : parse.GetValue(waiting), parse.GetValue(all), parse.GetValue(agent), parse.GetValue(group)));
    }

    private static CommandResult List(OvApp app, List<TaskState> states, bool? waiting, bool everyRun, string? agent, bool grouped)
    {
        var answer = app.Ledger.Read(sql =>
        {
            var owner = agent is null ? null : AgentResolver.Require(sql, agent).Name;
            var run = everyRun ? null : RunResolver.Find(app, sql);
            var graph = run is null ? null : TaskGraph.Of(sql, run.Id);
            var all = everyRun ? TaskStore.All(sql) : graph?.Tasks ?? [];
            var reader = run is null ? new TaskItemReader(sql) : new TaskItemReader(sql, run, graph!);
            var tasks = all.Where(task => states.Count == 0 || states.Contains(task.State))
                .Select(reader.Of)
                .Where(task => owner is null || task.Owner == owner).ToList();
            if (waiting is { } waits)
            {
                tasks.RemoveAll(task => task.WaitsFor.Count > 0 != waits);
            }

            return new TaskListAnswer(run?.Name, grouped ? [.. tasks.OrderBy(task => TaskView.GroupOf(task.State))] : tasks, tasks.Count) { Numbers = new TaskNumbers(all), Grouped = grouped };
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

        if (answer.Grouped)
        {
            TaskView.Groups(answer.Tasks, view, answer.Numbers);
            return;
        }

        TaskView.Table(answer.Tasks, view, answer.Numbers);
    }

    private static List<TaskState> States(IReadOnlyList<string>? words) => [.. (words ?? []).Select(word =>
        SnakeCase.TryParse<TaskState>(word.Replace('-', '_'), out var state)
            ? state
            : throw new OvException(
                ErrorCode.Usage, $"There is no task state '{word}'.{Nearest.Sentence(word, SnakeCase.Words<TaskState>())}",
                $"One of: {string.Join(", ", SnakeCase.Words<TaskState>())}."))];
}
