using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree prune</c>: forgets worktrees whose folder somebody deleted.</summary>
internal static class WorktreePruneCommand
{
    public static Command Create(CommandRunner runner)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be forgotten; change nothing." };
        return runner.Define(
            new Command("prune", "Forget worktrees whose folder is gone; unlanded branches stay") { dryRun },
            new CommandGuide("ov worktree prune", "ov worktree prune --dry-run") { Answer = () => WorktreeJson.Default.WorktreeCleanAnswer, Writes = true },
            (app, parse) =>
            {
                var dry = parse.GetValue(dryRun);
                var pruned = dry ? WorktreeCleaner.PlanPrune(app) : WorktreeCleaner.Prune(app, app.Caller);
                var exit = pruned.Any(c => c.Failed) ? ErrorCode.Partly.Exit : 0;
                return CommandResult.Of(WorktreeCleanAnswer.Of(dry, pruned), WorktreeJson.Default.WorktreeCleanAnswer, WorktreeView.WriteClean, exit);
            });
    }
}
