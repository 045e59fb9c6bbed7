using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run stage</c>.</summary>
internal static class RunStageCommand
{
    public static Command Create(CommandRunner runner)
    {
        var stage = new Argument<string>("stage") { Description = "planning, executing, reviewing or a word of your own." }.Completes(Candidate.Text);
        var name = RunArgument.Optional();
        var command = new Command("stage", "Say at which stage a run is; tasks start by themselves in executing only") { stage, name };
        var guide = new CommandGuide("ov run stage executing", "ov run stage reviewing run-1")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.State, ErrorCode.NotOperator], SeeAlso = ["run steer", "run loop"], Answer = () => RunJson.Default.RunAnswer, Writes = true,
            About = "A stage stops what would start by itself, never what somebody slings.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = RunLooper.Stage(app, app.Caller, RunArgument.Find(app, parse.GetValue(name)), parse.GetValue(stage)!);
            return CommandResult.Of(RunShowCommand.Answer(app, run), () => RunJson.Default.RunAnswer, (answer, view) => view.Ok($"Run {answer.Run!.Name} is at the stage {answer.Run.Stage}"));
        });
    }
}
