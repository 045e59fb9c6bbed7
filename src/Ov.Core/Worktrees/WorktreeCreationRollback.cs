using Ov.Core.Ledger;

namespace Ov.Core.Worktrees;

/// <summary>Undoes a worktree that was not finished. Safe to repeat from any point.</summary>
public static class WorktreeCreationRollback
{
    private const string Reason = "unfinished-worktree";

    /// <summary>For the tick: whoever made it died midway.</summary>
    public static string Repair(OvApp app, IntentRecord intent)
    {
        var creation = WorktreeCreation.Read(intent.Data);
        Run(app, creation, intent.Id, "repaired");
        return $"the worktree {creation.Name} was undone: the process that made it ended midway";
    }

    public static void Run(OvApp app, WorktreeCreation creation, string intentId, string outcome)
    {
        var (git, root, now) = (app.Git, app.Project.CommonDir, app.Ledger.Now);
        var kept = WorktreeDisposal.Remove(git, root, creation.Path, Reason, creation.Name, now);
        IReadOnlyList<string> branch = creation.NewBranch ? WorktreeDisposal.DeleteBranch(git, root, creation.Branch, creation.BaseCommit, Reason, now) : [];
        var backup = kept.Concat(branch).FirstOrDefault();
        app.Ledger.Write(tx =>
        {
            WorktreeStore.SetRemoved(tx, creation.WorktreeId, backup);
            Intents.Close(tx, intentId, outcome);
        });
    }
}
