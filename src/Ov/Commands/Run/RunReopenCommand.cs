using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run reopen</c>.</summary>
internal static class RunReopenCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string>("name") { Description = "Name or id of the run.", HelpName = "run" };
        var command = new Command("reopen", "Make a completed run active again") { name };
        var guide = new CommandGuide("ov run reopen run-2")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.State], SeeAlso = ["task add"],
            Answer = () => RunJson.Default.RunAnswer,
            Writes = true, About = "It goes on where it ended: same target, same tasks, numbers counted on. A run that failed or was aborted stays ended.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = RunReopener.Reopen(app, app.Caller, RunArgument.Find(app, parse.GetValue(name)));
            return CommandResult.Of(RunShowCommand.Answer(app, run), () => RunJson.Default.RunAnswer, (answer, view) =>
            {
                view.Ok($"Run {answer.Run!.Name} is active again; its work lands on {answer.Run.Target}");
                view.Hint($"Add a task: ov task add \"What is to be done\" --run {answer.Run.Name}");
            });
        });
    }
}
