using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task release</c>.</summary>
internal static class TaskReleaseCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var reason = TaskOptions.Reason("Why; kept in the history.");
        var agent = CallerOption.Create();
        var command = new Command("release", "Give a claimed task back; its branch and commits stay") { task, reason, agent };
        var guide = new CommandGuide("ov task release 4", "ov task release 4 --reason \"needs a database first\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NotOwner, ErrorCode.State],
            Answer = () => TaskJson.Default.TaskAnswer,
            Writes = true, About = "The holder gives it back; the operator or its lead may take it from a holder that has ended.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var released = TaskRelease.Release(
                app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), parse.GetValue(reason) ?? $"given back by {caller.Actor}");
            return CommandResult.Of(
                TaskAnswer.Of(app, released), () => TaskJson.Default.TaskAnswer,
                (answer, view) => view.Ok($"Task {answer.Task.Number} is pending again{(answer.Task.Branch is { } branch ? $"; its work so far is on {branch}" : "")}"));
        });
    }
}
