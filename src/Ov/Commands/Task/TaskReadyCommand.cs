using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task ready</c>: what can be started now, most urgent first.</summary>
internal static class TaskReadyCommand
{
    public static Command Create(CommandRunner runner)
    {
        var agent = CallerOption.Create();
        var command = new Command("ready", "List the tasks that can be started now") { agent };
        return runner.Define(
            command, new CommandGuide("ov task ready", "ov task ready --json") { Answer = () => TaskJson.Default.TaskListAnswer, Refusals = [ErrorCode.AmbiguousRun], SeeAlso = ["sling"] }, (app, parse) => List(app, parse.GetValue(agent)));
    }

    private static CommandResult List(OvApp app, string? claimed)
    {
        var caller = app.CallerAs(claimed);
        var answer = app.Ledger.Read(sql =>
        {
            var run = RunResolver.Find(app, sql, caller);
            var tasks = (run is null ? [] : TaskStore.OfRun(sql, run.Id)).Where(task => task.State == TaskState.Pending)
                .Select(task => TaskItem.Of(sql, task)).Where(task => task.Ready).OrderBy(task => task.Priority).ThenBy(task => task.Number).ToList();
            return new TaskListAnswer(run?.Name, tasks, tasks.Count);
        });
        return CommandResult.Of(answer, () => TaskJson.Default.TaskListAnswer, Write);
    }

    private static void Write(TaskListAnswer answer, TextView view)
    {
        if (answer.Total == 0)
        {
            view.Line("Nothing is ready.");
            view.Hint("See what everything waits for: ov task list");
            return;
        }

        TaskView.Table(answer.Tasks, view, answer.Numbers);
    }
}
