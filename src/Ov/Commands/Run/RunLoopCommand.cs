using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run loop on|off</c>.</summary>
internal static class RunLoopCommand
{
    public static Command Create(CommandRunner runner)
    {
        var state = new Argument<string>("state") { Description = "on or off." };
        state.AcceptOnlyFromAmong("on", "off");
        var name = RunArgument.Optional();
        var command = new Command("loop", "Turn on or off that a run's tasks start by themselves") { state, name };
        var guide = new CommandGuide("ov run loop on", "ov run loop off run-1 --json")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.State, ErrorCode.NotOperator], SeeAlso = ["watch", "run check", "help templates"], Answer = () => RunJson.Default.RunAnswer, Writes = true,
            About = "While it is on, each tick of 'ov watch' starts pending tasks whose needs are done, as the run's template says. What runs goes on when it is turned off.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = RunLooper.Turn(app, app.Caller, RunArgument.Find(app, parse.GetValue(name)), parse.GetValue(state) == "on");
            return CommandResult.Of(RunShowCommand.Answer(app, run), () => RunJson.Default.RunAnswer, (answer, view) =>
            {
                view.Ok($"The loop of {answer.Run!.Name} is {(answer.Run.Loop ? "on" : "off")}");
                view.Hint(answer.Run.Loop ? "See what the next tick would start: ov watch --once --dry-run" : "What runs goes on.");
            });
        });
    }
}
