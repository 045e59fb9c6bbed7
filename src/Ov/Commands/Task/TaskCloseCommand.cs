using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task close</c>: confirms that nothing of a completed task lands.</summary>
internal static class TaskCloseCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var reason = TaskOptions.Reason("Why its branch does not land; needed when there is work on one.");
        var agent = CallerOption.Create();
        var command = new Command("close", "Confirm that nothing of a completed task is going to land") { task, reason, agent };
        var guide = new CommandGuide("ov task close 8", "ov task close 8 --reason \"task 4 does the same better\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.PrematureClose], SeeAlso = ["merge"],
            Answer = () => TaskJson.Default.TaskAnswer,
            Writes = true, About = "For the operator and the lead. A task whose branch lands closes by itself; closing it once more changes nothing.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var found = TaskOptions.Find(app, caller, parse.GetValue(task)!);
            var closed = TaskCloser.Confirm(app, caller, found, parse.GetValue(reason));
            return CommandResult.Of(
                TaskAnswer.Of(app, closed), () => TaskJson.Default.TaskAnswer,
                (answer, view) => view.Ok(found.State == TaskState.Closed ? $"Task {answer.Task.Number} was closed before" : $"Task {answer.Task.Number} is closed; nothing of it lands{(answer.Task.Branch is { } branch ? $", {branch} stays" : "")}"));
        });
    }
}
