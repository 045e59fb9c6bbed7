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
        var blocker = new Option<string?>("--blocker") { Description = "Title of a new task that clears the way; this one opens again by itself once that is done.", HelpName = "title" };
        var agent = CallerOption.Create();
        var command = new Command("block", "Say that a task cannot go on without help") { task, reason, tests, caveats, blocker, agent };
        var guide = new CommandGuide("ov task block 4 --reason \"needs a key for the staging server\"", "ov task block 4 --reason \"the fixture cannot be read\" --blocker \"Repair the fixture\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.NotOwner, ErrorCode.State, ErrorCode.Fenced, ErrorCode.Usage], SeeAlso = ["mail ask"],
            Answer = () => TaskJson.Default.TaskBlockAnswer,
            Writes = true, About = "For the agent that holds it. Its lead, or the operator, gets an escalation and opens it again with 'ov task reopen'. What it has not committed is committed on its branch first, but for ignored files. Then the agent ends, as after 'ov task done'. "
                + "An agent that only needs an answer asks with 'ov mail ask' and keeps its task.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var report = new BlockReport(parse.GetValue(reason)!) { Tests = parse.GetValue(tests) ?? [], Caveats = parse.GetValue(caveats), Blocker = parse.GetValue(blocker) };
            var blocked = TaskBlocker.Block(app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), report);
            return CommandResult.Of(TaskBlockAnswer.Of(app, blocked), () => TaskJson.Default.TaskBlockAnswer, Write);
        });
    }

    private static void Write(TaskBlockAnswer answer, TextView view)
    {
        view.Ok($"Task {answer.Task.Number} is blocked, and whoever can help is told");
        if (answer.Blocker is { } blocker)
        {
            view.Line($"  It opens again once task {blocker.Number} is done: {blocker.Title}");
        }

        if (answer.Commit is { } commit)
        {
            view.Line($"  Unfinished work: commit {commit}");
        }

        if (answer.Uncommitted is { } why)
        {
            view.Line($"  Uncommitted work stays where it is: {why}");
        }

        if (answer.AgentEnded)
        {
            view.Line("  Your session is over: end your turn");
        }
    }
}
