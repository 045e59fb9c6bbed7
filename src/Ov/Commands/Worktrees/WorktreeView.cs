using Ov.Cli;
using Ov.Core.Ledger;

namespace Ov.Commands.Worktrees;

/// <summary>Worktrees for people.</summary>
internal static class WorktreeView
{
    public static void WriteList(WorktreeListAnswer answer, TextView view)
    {
        if (answer.Count == 0)
        {
            view.Hint("No worktrees");
            return;
        }

        view.Table(["AGENT", "STATE", "BRANCH", "PATH"], answer.Worktrees.Select(w => new[] { w.AgentName ?? "-", w.Missing ? "missing" : w.State?.Word() ?? "-", w.Branch, w.Path }));
    }

    public static void WriteStatus(WorktreeStatusAnswer answer, TextView view)
    {
        if (answer.Count == 0)
        {
            view.Hint("No worktrees");
            return;
        }

        view.Table(
            ["AGENT", "STATE", "STAGED", "UNSTAGED", "UNTRACKED", "AHEAD", "LANDED", "REMOVABLE", "BRANCH"],
            answer.Worktrees.Select(w => new[]
            {
                w.AgentName ?? "-", w.Missing ? "missing" : w.State?.Word() ?? "-", Count(w.Staged), Count(w.Unstaged), Count(w.Untracked), Count(w.Ahead),
                w.Landed ? "yes" : "no", w.Removable ? "yes" : "no", w.Branch,
            }));
        foreach (var reason in answer.Worktrees.Select(w => w.Reason).OfType<string>())
        {
            view.Hint(reason);
        }
    }

    public static void WriteClean(WorktreeCleanAnswer answer, TextView view)
    {
        foreach (var result in answer.Results)
        {
            WriteResult(result, answer.DryRun, view);
        }

        view.Line(answer.Results.Count == 0 ? "Nothing to clean" : $"{(answer.DryRun ? "Would clean" : "Cleaned")} {answer.Cleaned.Count}, kept {answer.Results.Count - answer.Cleaned.Count}");
    }

    public static void WriteRemove(WorktreeRemoveAnswer answer, TextView view)
    {
        foreach (var result in answer.Results)
        {
            WriteResult(result, answer.DryRun, view);
        }
    }

    private static void WriteResult(WorktreeResult result, bool dryRun, TextView view)
    {
        if (result.ErrorMessage is not null)
        {
            view.Line($"- Kept {result.Name}: {result.ErrorMessage}");
            return;
        }

        if (dryRun)
        {
            view.Line($"[dry-run] Would remove {result.Path} ({result.Branch})");
            return;
        }

        view.Ok($"Removed {result.Path}{(result.BranchDeleted ? $" and branch {result.Branch}" : "")}");
        if (result.UndoHint is not null)
        {
            view.Hint($"Kept in {string.Join(", ", result.Backups)}; back with: {result.UndoHint}");
        }
    }

    private static string Count(IReadOnlyList<string> files) => Count(files.Count);

    private static string Count(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
