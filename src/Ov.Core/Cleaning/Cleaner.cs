using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Worktrees;

namespace Ov.Core.Cleaning;

/// <summary>
/// Takes away what agents that have ended left: their worktrees and branches, refs of ours and folders of ours. Whatever has not landed is
/// kept under <c>refs/overstory/backup/</c> first; the ledger, mail, notes and logs stay. Each thing goes by itself, so what a crash cut
/// off is repaired by the tick or taken up by the next clean-up.
/// </summary>
public sealed class Cleaner
{
    private readonly OvApp _app;
    private readonly RunRecord? _run;
    private readonly CleanPlanner _planner;

    /// <param name="all">Of every agent that has ended, not only of those that completed.</param>
    /// <exception cref="OvException">not-found for a run that does not exist; state while agents are at work.</exception>
    public Cleaner(OvApp app, bool all)
    {
        _app = app;
        _run = app.Options.Run is { } named ? app.Ledger.Read(sql => RunResolver.Named(sql, named)) : null;
        _planner = new CleanPlanner(app, _run, all);
        _planner.RequireNobodyAtWork();
    }

    public CleanPlan Plan() => _planner.Plan();

    /// <param name="plan">As the operator confirmed it; each thing is looked at once more when its turn comes.</param>
    /// <exception cref="OvException">not-operator.</exception>
    public CleanPlan Run(Caller caller, CleanPlan plan)
    {
        caller.RequireOperator("clean up");
        var worktrees = plan.Worktrees.Select(planned => planned.Verdict.Refusal is null ? WorktreeCleaner.Remove(_app, caller, planned, force: true) : planned).ToList();
        _app.Ledger.Seams.Reach(KillPoint.CleanWorktreesGone);
        var done = new CleanPlan(worktrees, [.. plan.Refs.Select(item => Release(_app, item))], [.. plan.Folders.Select(Remove)]);
        Record(caller, done);
        return done;
    }

    /// <summary>Lets go of a ref of ours; a commit that no branch or tag holds is kept first.</summary>
    internal static CleanedRef Release(OvApp app, CleanedRef item)
    {
        var (refs, root, now) = (new GitRefs(app.Git), app.Project.CommonDir, app.Ledger.Now);
        var backup = refs.Holders(root, [item.Commit])[item.Commit] is null ? refs.BackUp(root, "clean", item.Ref["refs/overstory/".Length..], item.Commit, now) : null;
        app.Ledger.Seams.Reach(KillPoint.CleanRefKept);
        return item with { Backup = backup, Removed = refs.Delete(root, item.Ref, item.Commit) == RefUpdate.Updated };
    }

    private CleanedFolder Remove(CleanedFolder folder)
    {
        try
        {
            if (folder.What == CleanPlanner.CheckoutWhat)
            {
                IntegrationWorktree.Remove(_app, folder.Path);
            }
            else
            {
                CachePruner.Run(folder.Path, TimeSpan.Zero, 0, _app.Ledger.Now);
            }

            return folder with { Removed = true };
        }
        catch (Exception refusal) when (refusal is OvException or IOException or UnauthorizedAccessException)
        {
            return folder with { ErrorMessage = refusal.Message };
        }
    }

    private void Record(Caller caller, CleanPlan done)
    {
        var (worktrees, refs, folders) = (done.Worktrees.Count(worktree => worktree.Removal is not null), done.Refs.Count(item => item.Removed), done.Folders.Count(folder => folder.Removed));
        if (worktrees + refs + folders > 0)
        {
            _app.Ledger.Write(tx => tx.Record(new EventDraft("clean.done")
            {
                Actor = caller.Actor, RunId = _run?.Id, Text = $"{worktrees} worktrees, {refs} refs, {folders} folders",
            }));
        }
    }
}
