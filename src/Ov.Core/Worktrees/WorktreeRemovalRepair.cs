using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Worktrees;

/// <summary>Finishes a removal whose process died after everything was kept; one that died earlier is given up, the worktree stays.</summary>
public static class WorktreeRemovalRepair
{
    /// <summary>Called by the tick for an open intent of kind <c>worktree-remove</c> whose owner is dead.</summary>
    /// <returns>What was done, for people.</returns>
    public static string Repair(OvApp app, IntentRecord intent)
    {
        var data = WorktreeRemovalIntent.Read(intent.Data);
        if (!data.Removing)
        {
            app.Ledger.Write(tx => WorktreeRemover.GiveUp(tx, data, intent.Id, "repaired"));
            return $"left {data.Path} as it was";
        }

        // Half of the files may be gone; what is there now is kept again before the rest goes.
        var more = WorktreeDisposal.Remove(app.Git, app.Project.CommonDir, data.Path, "worktree", data.Name, app.Ledger.Now);
        WorktreeRemover.Finish(app, data with { Backups = [.. data.Backups, .. more] }, intent.Id, "watch", "repaired");
        return $"finished removing {data.Path}";
    }
}
