using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Tokens;

/// <summary><c>ov token</c>: lets pipelines and scripts act as the operator.</summary>
internal static class TokenCommands
{
    public static Command Create(CommandRunner runner) => new("token", "Operator tokens for pipelines and scripts")
    {
        TokenCreateCommand.Create(runner),
        TokenListCommand.Create(runner),
        TokenRevokeCommand.Create(runner),
    };
}
