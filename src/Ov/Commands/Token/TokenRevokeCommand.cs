using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;

namespace Ov.Commands.Tokens;

/// <summary><c>ov token revoke</c>: what is revoked stops working at once.</summary>
internal static class TokenRevokeCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string>("name") { Description = "The name it was made with." }.Completes(Candidate.Token);
        var command = new Command("revoke", "Make an operator token worthless (operator)") { name };
        return runner.Define(command, new CommandGuide("ov token revoke laptop") { Answer = () => TokenJson.Default.TokenRevokeAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.NotOperator], Writes = true }, (app, parse) =>
        {
            app.Caller.RequireOperator("revoke operator tokens");
            var called = parse.GetValue(name)!;
            var revoked = app.Ledger.Write(tx => OperatorTokens.Revoke(tx, called));
            return CommandResult.Of(
                new TokenRevokeAnswer(called, revoked), () => TokenJson.Default.TokenRevokeAnswer,
                (answer, view) => view.Ok($"{answer.Revoked} token{(answer.Revoked == 1 ? "" : "s")} named {answer.Name} revoked"));
        });
    }
}
