using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task cancel</c>.</summary>
internal static class TaskCancelCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var reason = TaskOptions.RequiredReason("Why; its holder is told.");
        var agent = CallerOption.Create();
        var command = new Command("cancel", "End a task that is not wanted any more; its work is kept") { task, reason, agent };
        var guide = new CommandGuide("ov task cancel 3 --reason \"not needed after the redesign\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.State], SeeAlso = ["stop"],
            Answer = () => TaskJson.Default.TaskAnswer,
            Writes = true, About = "For the operator and the lead. Branch, worktree and commits stay; what was queued of it is withdrawn; its holder gets mail.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var canceled = TaskCanceler.Cancel(
                app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), parse.GetValue(reason)!);
            return CommandResult.Of(
                TaskAnswer.Of(app, canceled), () => TaskJson.Default.TaskAnswer,
                (answer, view) => view.Ok($"Task {answer.Task.Number} is canceled{(answer.Task.Branch is { } branch ? $"; its work is kept on {branch}" : "")}"));
        });
    }
}
