using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Specs;

/// <summary><c>ov spec</c>: what a task's owner is to build, as versioned notes.</summary>
internal static class SpecCommands
{
    public static Command Create(CommandRunner runner) => new("spec", "Write and read the specs of tasks")
    {
        SpecWriteCommand.Create(runner),
        SpecShowCommand.Create(runner),
    };
}
