using Ov.Cli;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Worktrees;

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

        view.Table(["NAME", "STATE", "BRANCH", "PATH"], answer.Worktrees.Select(w => new[] { w.Name, w.Missing ? "missing" : $"{w.State?.Word() ?? "-"}{(w.Locked ? ", locked" : "")}", w.Branch, w.Path }), "STATE");
    }

    public static void WriteStatus(WorktreeStatusAnswer answer, TextView view)
    {
        if (answer.Count == 0)
        {
            view.Hint("No worktrees");
            return;
        }

        view.Table(
            ["NAME", "STATE", "STAGED", "UNSTAGED", "UNTRACKED", "AHEAD", "BEHIND", "LANDED", "REMOVABLE", "BRANCH"],
            answer.Worktrees.Select(w => new[]
            {
                w.Name, w.Missing ? "missing" : w.State?.Word() ?? "-", Count(w.Staged), Count(w.Unstaged), Count(w.Untracked), Count(w.Ahead), Count(w.Behind),
                w.Landed ? "yes" : "no", w.Removable ? "yes" : "no", w.Branch,
            }),
            "STAGED", "UNTRACKED", "UNSTAGED", "LANDED", "BEHIND", "AHEAD");
        foreach (var worktree in answer.Worktrees.Where(w => w.SizeBytes is not null))
        {
            view.Hint(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{worktree.Name}: {worktree.SizeBytes / 1048576.0:0.0} MiB"));
        }

        foreach (var worktree in answer.Worktrees.Where(w => w.Processes.Count > 0))
        {
            view.Hint($"In {worktree.Name}: {string.Join(", ", worktree.Processes)}");
        }

        foreach (var reason in answer.Worktrees.Select(w => w.Reason).OfType<string>())
        {
            view.Hint(reason);
        }
    }

    public static void WriteCreated(WorktreeCreateAnswer made, TextView view)
    {
        if (made.DryRun)
        {
            view.Line($"[dry-run] Would make {made.Name}: {made.Branch}{Origin(made)} in {made.Path}");
            return;
        }

        view.Ok($"Made {made.Name}: {made.Branch}{Origin(made)}");
        view.Line(made.Path);
        if (made.Ports.Count > 0)
        {
            view.Hint($"Ports {Numbers(made.Ports)}");
        }

        view.Hint($"Go there: ov worktree open {made.Name}");
    }

    public static void WriteCurrent(CurrentWorktree current, TextView view)
    {
        string[][] rows =
        [
            ["Worktree", current.Name], ["Path", current.Path],
            ["Agent", current.AgentName is null ? "-" : $"{current.AgentName} ({current.AgentState!.Value.Word()})"],
            ["Task", current.Task is null ? "-" : $"{current.Task} ({current.TaskId})"],
            ["Branch", current.Branch == current.RecordedBranch ? current.RecordedBranch : $"{current.Branch ?? "detached"}, made for {current.RecordedBranch}"],
            ["Base", $"{current.BaseBranch ?? "-"} at {current.BaseCommit[..Math.Min(10, current.BaseCommit.Length)]}"],
            ["Scope", current.Scope.Count == 0 ? "everything" : string.Join(", ", current.Scope)],
            ["Ports", current.Ports.Count == 0 ? "-" : Numbers(current.Ports)],
        ];
        foreach (var row in rows.Concat(current.Sparse.Count == 0 ? [] : [["Sparse", string.Join(", ", current.Sparse)]]))
        {
            view.Line($"{row[0],-10}{row[1]}");
        }
    }

    public static void WriteEnv(WorktreeEnvAnswer answer, bool asShell, TextView view)
    {
        foreach (var variable in answer.Variables)
        {
            view.Line(asShell ? $"export {variable.Name}={ShellWords.Quoted(variable.Value)}" : $"{variable.Name}={variable.Value}");
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

    internal static void WriteResult(WorktreeResult result, bool dryRun, TextView view)
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

    private static string Origin(WorktreeCreateAnswer made) => made.NewBranch
        ? $", new from {made.BaseBranch ?? made.BaseCommit[..10]}" : ", as it is";

    private static string Numbers(IReadOnlyList<int> ports) => string.Join(", ", ports.Select(Count));

    private static string Count(IReadOnlyList<string> files) => Count(files.Count);

    private static string Count(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
