using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run complete</c>.</summary>
internal static class RunCompleteCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = RunArgument.Optional();
        var force = new Option<bool>("--force") { Description = "Leave unfinished tasks behind as they are (operator)." };
        var command = new Command("complete", "End a run whose work is finished") { name, force };
        var guide = new CommandGuide("ov run complete run-2", "ov run complete run-2 --json")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.State, ErrorCode.IncompleteBatch],
            Answer = () => RunJson.Default.RunAnswer,
            Writes = true, About = "Refused while agents live or tasks are unfinished, naming them. 'ov run abort' gives a run up.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = RunCompleter.Complete(app, app.Caller, RunArgument.Find(app, parse.GetValue(name)), parse.GetValue(force));
            return CommandResult.Of(RunShowCommand.Answer(app, run), () => RunJson.Default.RunAnswer, (answer, view) =>
            {
                view.Ok($"Run {answer.Run!.Name} completed");
                view.Hint($"Its work is on {answer.Run.Target}");
            });
        });
    }
}
