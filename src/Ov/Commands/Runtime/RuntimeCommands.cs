using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Runtimes;

/// <summary><c>ov runtime …</c>: the coding agents that ov can drive.</summary>
internal static class RuntimeCommands
{
    public static Command Create(CommandRunner runner) => new("runtime", "See which coding agents are here, what they can do, and try them")
    {
        RuntimeListCommand.Create(runner),
        RuntimeShowCommand.Create(runner),
        RuntimeTestCommand.Create(runner),
    };
}
