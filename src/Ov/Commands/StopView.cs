using System.Globalization;
using Ov.Cli;
using Ov.Core.Agents;

namespace Ov.Commands;

internal static class StopView
{
    public static void Write(StopAnswer answer, TextView view)
    {
        if (answer.Results.Count == 0)
        {
            view.Line("No agent is live.");
        }

        foreach (var result in answer.Results)
        {
            Write(result, view);
        }
    }

    private static void Write(StopResult result, TextView view)
    {
        if (!result.Success)
        {
            view.Line($"✗ {result.Argument}: [{result.Code}] {result.Error}");
            if (result.Hint is { } hint)
            {
                view.Hint(hint);
            }
        }

        if (result.AgentName is null)
        {
            return;
        }

        view.Ok(result.Stopped ? $"Agent stopped {result.AgentName}" : $"Agent {result.AgentName} had ended already");
        view.Hint(result.ProcessesEnded > 0
            ? string.Create(CultureInfo.InvariantCulture, $"Process tree ended: {result.ProcessesEnded} {(result.ProcessesEnded == 1 ? "process" : "processes")}")
            : "Process was already dead");
        if (result.ProcessesLeft.Count > 0)
        {
            view.Warn($"Still alive after SIGKILL: {string.Join(", ", result.ProcessesLeft)}");
        }

        if (result.Branch is { } branch)
        {
            view.Hint(string.Create(CultureInfo.InvariantCulture, $"Branch {branch}: {result.CommitsAhead ?? 0} {(result.CommitsAhead == 1 ? "commit" : "commits")} ahead{(result.BranchDeleted ? ", deleted" : "")}"));
        }

        if (result.Worktree is { } worktree)
        {
            var dirty = result.DirtyFiles.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({result.DirtyFiles.Count} uncommitted: {string.Join(", ", result.DirtyFiles.Take(5))})");
            view.Hint(result.WorktreeRemoved ? $"Worktree removed: {worktree}" : $"Worktree kept: {worktree}{dirty}");
        }

        foreach (var backup in result.Backups)
        {
            view.Hint($"Kept under {backup}");
        }
    }
}
