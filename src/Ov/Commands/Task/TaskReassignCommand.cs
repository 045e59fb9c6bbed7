using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task reassign</c>.</summary>
internal static class TaskReassignCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var to = new Option<string>("--to") { Description = "A live agent of the same run that holds no task.", HelpName = "agent", Required = true }.Completes(Candidate.LiveAgent);
        var reason = TaskOptions.Reason("Why; both agents read it.");
        var agent = CallerOption.Create();
        var command = new Command("reassign", "Give a task to another agent") { task, to, reason, agent };
        var guide = new CommandGuide("ov task reassign 4 --to builder-3", "ov task reassign 4 --to builder-3 --reason \"builder-1 waits for a key\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NotOperator, ErrorCode.State, ErrorCode.NotReady, ErrorCode.Hierarchy], SeeAlso = ["sling", "stop"],
            Answer = () => TaskJson.Default.TaskReassignAnswer,
            Writes = true, About = "For the operator or the lead it belongs to; the task is pending or in progress. Who held it before is told to stop, goes on living, and keeps its worktree; the "
                + "new holder is told on which branch the work so far is. A new agent on the same worktree instead: 'ov sling <task> --restart'.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var given = TaskReassigner.Reassign(
                app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), parse.GetValue(to)!, parse.GetValue(reason) ?? $"given on by {caller.Actor}");
            return CommandResult.Of(TaskReassignAnswer.Of(app, given), () => TaskJson.Default.TaskReassignAnswer, Write);
        });
    }

    private static void Write(TaskReassignAnswer answer, TextView view)
    {
        view.Ok($"Task {answer.Task.Number} is {answer.To}'s now{(answer.From is { } from && from != answer.To ? $"; {from} is told" : "")}");
        if (answer.WorkSoFar is { } branch)
        {
            view.Line($"  The work so far is on {branch}");
        }
    }
}
