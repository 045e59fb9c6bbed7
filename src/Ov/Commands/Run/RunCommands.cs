using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <summary><c>ov run</c>: objectives, each bound to one target branch; alone it shows the current one, as in Overstory.</summary>
internal static class RunCommands
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("run", "Show the current run; start, direct, end and deliver runs")
        {
            RunStartCommand.Create(runner),
            RunListCommand.Create(runner),
            RunShowCommand.Create(runner),
            RunCheckCommand.Create(runner),
            RunReportCommand.Create(runner),
            RunStageCommand.Create(runner),
            RunLoopCommand.Create(runner),
            RunSteerCommand.Create(runner),
            RunSetCommand.Create(runner),
            RunCoreCommand.Create(runner),
            RunCompleteCommand.Create(runner),
            RunFailCommand.Create(runner),
            RunAbortCommand.Create(runner),
            RunReopenCommand.Create(runner),
            RunFollowCommand.Create(runner),
            RunDeliverCommand.Create(runner),
        };
        return runner.Define(command, new CommandGuide("ov run", "ov run --json") { Answer = () => RunJson.Default.RunAnswer, Refusals = [ErrorCode.AmbiguousRun], SeeAlso = ["help runs"] }, (app, _) => RunShowCommand.Current(app));
    }
}
