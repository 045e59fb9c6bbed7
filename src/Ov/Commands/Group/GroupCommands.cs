using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Groups;

/// <summary><c>ov group</c>: tasks that are finished together.</summary>
internal static class GroupCommands
{
    public static Command Create(CommandRunner runner) => new("group", "Group tasks that are finished together")
    {
        GroupCreateCommand.Create(runner),
        GroupAddCommand.Create(runner),
        GroupRemoveCommand.Create(runner),
        GroupStatusCommand.Create(runner),
        GroupListCommand.Create(runner),
    };
}
