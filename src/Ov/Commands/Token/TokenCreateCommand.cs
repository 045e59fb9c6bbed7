using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;

namespace Ov.Commands.Tokens;

/// <summary><c>ov token create</c>: shows the new token once.</summary>
internal static class TokenCreateCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string>("name") { Description = "What it is for, for example ci." }.Completes(Candidate.Text);
        var command = new Command("create", "Make an operator token and show it once (operator)") { name };
        var guide = new CommandGuide("ov token create ci", "ov token create nightly --quiet")
        {
            Refusals = [ErrorCode.NotOperator, ErrorCode.NameTaken], SeeAlso = ["help identity"],
            Answer = () => TokenJson.Default.TokenCreateAnswer,
            Writes = true, About = "Whoever holds it in OV_OPERATOR_TOKEN acts as the operator of this project. Only its hash is stored.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            app.Caller.RequireOperator("make operator tokens");
            var called = OperatorTokens.RequireName(parse.GetValue(name)!);
            var token = app.Ledger.Write(tx => OperatorTokens.Create(tx, called));
            return CommandResult.Of(new TokenCreateAnswer(called, app.Options.DryRun ? null : token), () => TokenJson.Default.TokenCreateAnswer, (answer, view) =>
            {
                if (answer.Token is not { } made)
                {
                    view.Ok($"A token named {answer.Name} would be made and shown once");
                    return;
                }

                view.Line(made);
                view.Hint("Shown this once. Use it: OV_OPERATOR_TOKEN=<token> ov …");
            });
        });
    }
}
