using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task reopen</c>.</summary>
internal static class TaskReopenCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var reason = TaskOptions.RequiredReason("Why; kept in the history.");
        var agent = CallerOption.Create();
        var command = new Command("reopen", "Take up a blocked, failed or closed task again") { task, reason, agent };
        var guide = new CommandGuide("ov task reopen 1 --reason \"the fix does not hold on arm64\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.NotOperator], SeeAlso = ["sling", "undo"],
            Answer = () => TaskJson.Default.TaskAnswer,
            Writes = true, About = "A closed task is reopened by the operator; a blocked or failed one also by its lead. Its groups are active again.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var reopened = TaskReopener.Reopen(
                app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), parse.GetValue(reason)!);
            return CommandResult.Of(TaskAnswer.Of(app, reopened), () => TaskJson.Default.TaskAnswer, (answer, view) =>
            {
                view.Ok($"Task {answer.Task.Number} is pending again");
                view.Hint($"Start an agent on it: ov sling {answer.Task.Number}");
            });
        });
    }
}
