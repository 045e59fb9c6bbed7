using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task ready</c>: what can be started now, most urgent first.</summary>
internal static class TaskReadyCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (agent, explain) = (CallerOption.Create(), new Option<bool>("--explain") { Description = "Also say why each other task is not." });
        var command = new Command("ready", "List the tasks that can be started now") { agent, explain };
        var guide = new CommandGuide("ov task ready", "ov task ready --explain", "ov task ready --json")
        {
            Answer = () => GraphJson.Default.TaskReadyAnswer, Refusals = [ErrorCode.AmbiguousRun], SeeAlso = ["sling", "task waves"],
            About = "Most urgent first, then by number. With --explain each task that cannot be started bears one reason: in_progress, not_landed, blocked, failed, waits, need_blocked, need_failed, need_canceled, gate, phase, held or run_ended.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(Answer(app, parse.GetValue(agent), parse.GetValue(explain)), () => GraphJson.Default.TaskReadyAnswer, Write));
    }

    private static TaskReadyAnswer Answer(OvApp app, string? claimed, bool explain)
    {
        var caller = app.CallerAs(claimed);
        return app.Ledger.Read(sql =>
        {
            if (RunResolver.Find(app, sql, caller) is not { } run)
            {
                return new TaskReadyAnswer(null, [], 0, explain ? ReadyExplanation.None : null);
            }

            var graph = TaskGraph.Of(sql, run.Id);
            var held = HeldTasks.Read(sql, run, graph);
            var ready = graph.Tasks.Where(task => !held.ContainsKey(task.Id) && TaskReadiness.Decide(task, run, null, graph.Needs(task)).IsReady)
                .OrderBy(task => task.Priority).ThenBy(task => task.Number).Select(new TaskItemReader(sql, run, graph).Of).ToList();
            return new TaskReadyAnswer(run.Name, ready, ready.Count, explain ? ReadyExplanation.Of(graph, run, HeldTasks.Holders(sql, graph), held) : null);
        });
    }

    private static void Write(TaskReadyAnswer answer, TextView view)
    {
        if (answer.Total == 0 && answer.Explanation is null)
        {
            view.Line("Nothing is ready.");
            view.Hint("See what everything waits for: ov task ready --explain");
            return;
        }

        if (answer.Total > 0)
        {
            TaskView.Table(answer.Tasks, view, TaskNumbers.None);
        }

        if (answer.Explanation is { } explanation)
        {
            Write(explanation, view);
        }
    }

    private static void Write(ReadyExplanation explanation, TextView view)
    {
        foreach (var row in explanation.Waiting)
        {
            view.Line($"{row.Reason.Word()}: {row.Sentence}");
        }

        view.Line(explanation.Sentence);
        view.Hint($"{explanation.Total} task{(explanation.Total == 1 ? "" : "s")}: {explanation.Pending} pending, {explanation.InProgress} in progress, {explanation.Done} done, {explanation.Blocked} blocked");
    }
}
