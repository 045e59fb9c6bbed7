using System.CommandLine;
using Ov.Cli;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree list</c>.</summary>
internal static class WorktreeListCommand
{
    public static Command Create(CommandRunner runner) => runner.Define(
        new Command("list", "List the worktrees and who works in them"),
        new CommandGuide("ov worktree list", "ov worktree list --json") { Answer = () => WorktreeJson.Default.WorktreeListAnswer, SeeAlso = ["help worktrees"] },
        (app, _) => CommandResult.Of(new WorktreeListAnswer(WorktreeItem.All(app)), WorktreeJson.Default.WorktreeListAnswer, WorktreeView.WriteList));
}
