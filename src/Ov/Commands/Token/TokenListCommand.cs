using System.CommandLine;
using System.Globalization;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;

namespace Ov.Commands.Tokens;

/// <summary><c>ov token list</c>: names and times; the tokens themselves are not stored.</summary>
internal static class TokenListCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("list", "List the operator tokens by name (operator)");
        return runner.Define(command, new CommandGuide("ov token list", "ov token list --json") { Answer = () => TokenJson.Default.TokenListAnswer, Refusals = [ErrorCode.NotOperator] }, (app, _) =>
        {
            app.Caller.RequireOperator("list operator tokens");
            return CommandResult.Of(new TokenListAnswer(app.Ledger.Read(OperatorTokenStore.All)), () => TokenJson.Default.TokenListAnswer, Write);
        });
    }

    private static void Write(TokenListAnswer answer, TextView view)
    {
        if (answer.Tokens.Count == 0)
        {
            view.Line("No tokens.");
            view.Hint("Make one: ov token create ci");
            return;
        }

        view.Table(
            ["name", "created", "revoked"],
            answer.Tokens.Select(token => (IReadOnlyList<string>)[token.Name, Day(token.CreatedAt), token.RevokedAt is { } revoked ? Day(revoked) : "-"]));
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
