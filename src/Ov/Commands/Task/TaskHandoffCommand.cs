using System.CommandLine;
using Ov.Cli;
using Ov.Core.Text;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task handoff</c>.</summary>
internal static class TaskHandoffCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var to = new Option<string>("--to") { Description = "The role that goes on.", HelpName = "role", Required = true };
        var reason = TaskOptions.RequiredReason("Why another role should go on; it and your lead read it.");
        var context = new Option<string?>("--context") { Description = "What it has to know beside the reason.", HelpName = "text" };
        var agent = CallerOption.Create();
        var command = new Command("handoff", "Hand your task to another role, which goes on where you stand") { task, to, reason, context, agent };
        var guide = new CommandGuide(
            "ov task handoff 4 --to scout --reason \"the cause has to be found first\"",
            "ov task handoff 4 --to scout --reason \"it fails by times\" --context \"tests/login.cs:40, one run in ten\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NotOwner, ErrorCode.State, ErrorCode.Fenced, ErrorCode.Hierarchy, ErrorCode.LimitHandoffs, ErrorCode.Usage], SeeAlso = ["task block", "compact"],
            Answer = () => TaskJson.Default.TaskHandoffAnswer,
            Writes = true, About = "For the agent that holds it. What it has not committed is committed on its branch, and it ends. Once its turn is over the tick starts an agent of the role on the same branch, under the same parent, "
                + "with the reason, the context and the notes. The role is one that this parent may start, and another than your own. A task is handed over at most 3 times.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var handed = TaskHandoff.Hand(app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), parse.GetValue(to)!, parse.GetValue(reason)!, parse.GetValue(context));
            return CommandResult.Of(TaskHandoffAnswer.Of(app, handed), () => TaskJson.Default.TaskHandoffAnswer, Write);
        });
    }

    private static void Write(TaskHandoffAnswer answer, TextView view)
    {
        view.Ok($"Task {answer.Task.Number} is handed over: {Article.Of(answer.Role)} goes on with it");
        if (answer.Commit is { } commit)
        {
            view.Line($"  Unfinished work: commit {commit}");
        }

        if (answer.Uncommitted is { } why)
        {
            view.Line($"  Uncommitted work stays where it is: {why}");
        }

        view.Line("  Your session is over: end your turn");
    }
}
