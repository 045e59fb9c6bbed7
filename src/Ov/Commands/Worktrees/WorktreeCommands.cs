using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree …</c>: the checkouts that ov made for agents and people.</summary>
internal static class WorktreeCommands
{
    public static Command Create(CommandRunner runner) => new("worktree", "Make, open, inspect and remove the checkouts of agents and people")
    {
        WorktreeListCommand.Create(runner),
        WorktreeStatusCommand.Create(runner),
        WorktreeCreateCommand.Create(runner),
        WorktreeOpenCommand.Create(runner),
        WorktreeCurrentCommand.Create(runner),
        WorktreeEnvCommand.Create(runner),
        WorktreeRestoreCommand.Create(runner),
        WorktreeRemoveCommand.Create(runner),
        WorktreeCleanCommand.Create(runner),
        WorktreePruneCommand.Create(runner),
    };
}
