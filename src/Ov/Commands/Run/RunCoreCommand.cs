using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Tasks;
using Ov.Core;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run core</c>.</summary>
internal static class RunCoreCommand
{
    public static Command Create(CommandRunner runner)
    {
        var state = new Argument<string>("state") { Description = "complete or pending." };
        state.AcceptOnlyFromAmong("complete", "pending");
        var name = RunArgument.Optional();
        var reason = TaskOptions.RequiredReason("What shows it.");
        var command = new Command("core", "Say whether a run's goals are reached, so that its planners may look beyond them") { state, name, reason };
        var guide = new CommandGuide("ov run core complete --reason \"all three formats are exported\" --run run-1")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.State, ErrorCode.NotOperator], SeeAlso = ["run steer", "task add", "help templates"], Answer = () => RunJson.Default.RunCoreAnswer, Writes = true,
            About = "It begins as pending: then only what serves the goals is proposed. A course that is changed with 'ov run steer' makes it pending again.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var run = CoreConsolidation.Say(app, app.Caller, RunArgument.Find(app, parse.GetValue(name)), parse.GetValue(state) == "complete", parse.GetValue(reason)!);
            return CommandResult.Of(new RunCoreAnswer(run.Id, run.Name, run.CoreComplete), () => RunJson.Default.RunCoreAnswer, (answer, view) =>
                view.Ok(answer.Complete ? $"The goals of {answer.Run} are reached; its planners may look beyond them" : $"The goals of {answer.Run} come first"));
        });
    }
}

/// <param name="Complete">Its goals are reached.</param>
internal sealed record RunCoreAnswer(string RunId, string Run, bool Complete);
