using System.CommandLine;
using Ov.Cli;
using Ov.Core;

namespace Ov.Commands.Gates;

/// <summary><c>ov gate show</c>.</summary>
internal static class GateShowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var gate = GateCommands.Gate();
        return runner.Define(
            new Command("show", "Show a gate with what the decision rests on, and how to answer") { gate },
            new CommandGuide("ov gate show gate-k3v9q2mz", "ov gate show gate-k3v9q2mz --json") { Answer = () => GateJson.Default.GateShowAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId] },
            (app, parse) => CommandResult.Of(GateCommands.Shown(app, GateCommands.Find(app, parse.GetValue(gate)!)), () => GateJson.Default.GateShowAnswer, GateView.WriteWhole));
    }
}
