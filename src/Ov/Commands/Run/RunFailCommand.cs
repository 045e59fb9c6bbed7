using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run fail</c>.</summary>
internal static class RunFailCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = RunArgument.Optional();
        var reason = new Option<string>("--reason") { Description = "Why; kept with the run.", HelpName = "text", Required = true };
        var command = new Command("fail", "End a run of which something failed, with nothing left to do") { name, reason };
        var guide = new CommandGuide("ov run fail run-2 --reason \"the parser cannot be split\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.State, ErrorCode.IncompleteBatch], SeeAlso = ["task reopen"],
            Answer = () => RunJson.Default.RunAnswer,
            Writes = true, About = "For a run whose every task has ended and of which at least one failed: a run never fails by itself, because a failed task can be opened again "
                + "and a failed run cannot. 'ov run abort' gives a run up that still has work.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = RunFailer.Fail(app, app.Caller, RunArgument.Find(app, parse.GetValue(name)), parse.GetValue(reason)!);
            return CommandResult.Of(
                RunShowCommand.Answer(app, run), () => RunJson.Default.RunAnswer, (answer, view) => view.Ok($"Run {answer.Run!.Name} ended as failed; what landed stays on {answer.Run.Target}"));
        });
    }
}
