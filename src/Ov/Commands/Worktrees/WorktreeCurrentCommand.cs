using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree current</c>: which worktree is this?</summary>
internal static class WorktreeCurrentCommand
{
    public static Command Create(CommandRunner runner) => runner.Define(
        new Command("current", "Show the worktree that holds the working directory"),
        new CommandGuide("ov worktree current", "ov worktree current --json")
        {
            Answer = () => WorktreeJson.Default.CurrentWorktree, Refusals = [ErrorCode.NotFound],
            About = "Outside of ov's worktrees, the project itself included, it exits with 3.",
        },
        (app, _) => CommandResult.Of(CurrentWorktree.Require(app), () => WorktreeJson.Default.CurrentWorktree, WorktreeView.WriteCurrent));
}
