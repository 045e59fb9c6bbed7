using Ov.Cli;
using Ov.Commands.Worktrees;
using Ov.Core;
using Ov.Core.Cleaning;
using Ov.Core.Text;

namespace Ov.Commands.Cleaning;

/// <summary>A clean-up for people.</summary>
internal static class CleanView
{
    /// <summary>Before the question, so that whoever confirms has seen it.</summary>
    public static void WritePlan(OvEnvironment environment, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            environment.Error.WriteLine($"  {VisibleText.OneLine(line)}");
        }
    }

    public static void Write(CleanAnswer answer, TextView view)
    {
        foreach (var worktree in answer.Worktrees)
        {
            WorktreeView.WriteResult(worktree, answer.DryRun, view);
        }

        foreach (var item in answer.Refs)
        {
            Write(item, answer.DryRun, view);
        }

        foreach (var folder in answer.Folders)
        {
            Write(folder, answer.DryRun, view);
        }

        if (answer.Worktrees.Count + answer.Refs.Count + answer.Folders.Count == 0)
        {
            view.Line("Nothing to clean");
        }
    }

    private static void Write(CleanedRef item, bool dryRun, TextView view)
    {
        if (dryRun)
        {
            view.Line($"[dry-run] Would remove {item.Ref} ({item.What})");
            return;
        }

        view.Ok(item.Removed ? $"Removed {item.Ref}" : $"{item.Ref} was gone");
        if (item.Backup is not null)
        {
            view.Hint($"Kept in {item.Backup}; back with: git branch saved {item.Backup}");
        }
    }

    private static void Write(CleanedFolder folder, bool dryRun, TextView view)
    {
        if (folder.ErrorMessage is not null)
        {
            view.Line($"- Kept {folder.Path}: {folder.ErrorMessage}");
        }
        else if (dryRun)
        {
            view.Line($"[dry-run] Would remove {folder.Path} ({folder.What})");
        }
        else
        {
            view.Ok($"Removed {folder.Path}");
        }
    }
}
