using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree clean</c>: removes what finished agents left.</summary>
internal static class WorktreeCleanCommand
{
    public static Command Create(CommandRunner runner)
    {
        var completed = new Option<bool>("--completed") { Description = "Of agents that completed (the default)." };
        var all = new Option<bool>("--all") { Description = "Of every agent that has ended." };
        var force = new Option<bool>("--force") { Description = "Also with uncommitted or unlanded work, which is kept under backup refs first (operator, with --yes)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the plan; change nothing." };
        return runner.Define(
            new Command("clean", "Remove the worktrees of agents that have ended") { completed, all, force, dryRun },
            new CommandGuide("ov worktree clean", "ov worktree clean --all --dry-run", "ov worktree clean --all --force --yes")
            {
                Refusals = [ErrorCode.NeedsConfirmation], SeeAlso = ["help worktrees"],
                Answer = () => WorktreeJson.Default.WorktreeCleanAnswer,
                About = "Worktrees with uncommitted or unlanded work, locked ones and those of live agents stay and are named. Mail is never deleted.",
                Writes = true,
            },
            (app, parse) => Clean(app, parse.GetValue(completed), parse.GetValue(all), parse.GetValue(force), parse.GetValue(dryRun)));
    }

    private static CommandResult Clean(OvApp app, bool completed, bool all, bool force, bool dryRun)
    {
        if (completed && all)
        {
            throw new OvException(ErrorCode.Usage, "--completed and --all exclude each other.");
        }

        if (force && !dryRun)
        {
            Confirm(app, all);
        }

        var cleaned = dryRun ? WorktreeCleaner.Plan(app, all, force) : WorktreeCleaner.Run(app, app.Caller, all, force);
        var exit = cleaned.All(c => !c.Failed) ? 0 : cleaned.Any(c => c.Removal is not null) ? ErrorCode.Partly.Exit : ErrorCode.Failed.Exit;
        return CommandResult.Of(WorktreeCleanAnswer.Of(dryRun, cleaned), WorktreeJson.Default.WorktreeCleanAnswer, WorktreeView.WriteClean, exit);
    }

    /// <summary>Unlanded work of many goes aside at once only after its owner has seen the plan.</summary>
    private static void Confirm(OvApp app, bool all)
    {
        app.Caller.RequireOperator("remove worktrees by force");
        var unlanded = WorktreeCleaner.Plan(app, all, force: true).Where(c => c.Verdict.Refusal is null && WorktreeVerdict.For(c.Facts, force: false).Refusal is not null).ToList();
        if (unlanded.Count > 0)
        {
            Confirmation.Require(app, new OvException(
                ErrorCode.NeedsConfirmation, $"Work that has not landed would be put aside: {string.Join(", ", unlanded.Select(c => c.Facts.Worktree.Branch))}.",
                "Look with --dry-run, then confirm with --yes.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["branches"] = [.. unlanded.Select(c => c.Facts.Worktree.Branch)] },
            });
        }
    }
}
