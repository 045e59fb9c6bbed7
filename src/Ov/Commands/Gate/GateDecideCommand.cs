using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Gates;
using Ov.Core.Ledger;

namespace Ov.Commands.Gates;

/// <summary><c>ov gate approve</c> and the other answers that have a verb of their own.</summary>
internal static class GateDecideCommand
{
    /// <param name="words">The option that takes the words of the answer.</param>
    public static Command Create(CommandRunner runner, GateAnswer answer, string about, string example, string words, string wordsAre)
    {
        var gate = GateCommands.Gate();
        var text = new Option<string?>(words) { Description = wordsAre, HelpName = "text", Required = GateRules.TextOf(answer) is not null }.Completes(Candidate.Text);
        return runner.Define(
            new Command(answer.Word(), about) { gate, text },
            new CommandGuide(example) { Answer = () => GateJson.Default.GateShowAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.NotOperator, ErrorCode.State], Writes = true, SeeAlso = ["help gates"] },
            (app, parse) => GateCommands.Decide(app, app.Caller, parse.GetValue(gate)!, answer, parse.GetValue(text) ?? ""));
    }
}
