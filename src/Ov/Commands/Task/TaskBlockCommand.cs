using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task block</c>.</summary>
internal static class TaskBlockCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var reason = TaskOptions.RequiredReason("What it waits for; the lead or the operator reads it.");
        var tests = TaskOptions.Tests();
        var caveats = TaskOptions.Caveats();
        var agent = CallerOption.Create();
        var command = new Command("block", "Say that a task cannot go on without help") { task, reason, tests, caveats, agent };
        var guide = new CommandGuide("ov task block 4 --reason \"needs a key for the staging server\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NotOwner, ErrorCode.State], SeeAlso = ["mail ask"],
            Answer = () => TaskJson.Default.TaskAnswer,
            Writes = true, About = "For the agent that holds it. Its lead, or the operator, gets an escalation and opens it again with 'ov task reopen'. Branch and commits stay. "
                + "An agent that only needs an answer asks with 'ov mail ask' and keeps its task.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var blocked = TaskBlocker.Block(app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), parse.GetValue(reason)!, parse.GetValue(tests), parse.GetValue(caveats));
            return CommandResult.Of(TaskAnswer.Of(app, blocked), () => TaskJson.Default.TaskAnswer, (answer, view) => view.Ok($"Task {answer.Task.Number} is blocked, and whoever can help is told"));
        });
    }
}
