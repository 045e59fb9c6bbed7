using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Worktrees;

/// <summary>
/// Removes a worktree that ov made: what has not landed is kept under <c>refs/overstory/backup/</c> first. Mail, tasks and the agent's
/// row stay as they are.
/// </summary>
public static class WorktreeRemover
{
    /// <param name="facts">As <see cref="WorktreeInspector"/> saw them; git refuses what changed since.</param>
    /// <exception cref="OvException">What <see cref="WorktreeVerdict"/> refuses; not-operator for force; git-failed.</exception>
    public static WorktreeRemoval Remove(OvApp app, Caller caller, WorktreeFacts facts, bool force)
    {
        if (force)
        {
            caller.RequireOperator("remove a worktree by force");
        }

        return RemoveFor(app, caller, facts, force);
    }

    /// <summary>The same for whoever was asked already, or stops an agent whose worktree holds nothing that lands.</summary>
    internal static WorktreeRemoval RemoveFor(OvApp app, Caller caller, WorktreeFacts facts, bool force)
    {
        if (WorktreeVerdict.For(facts, force).Refusal is { } refusal)
        {
            throw refusal;
        }

        var intent = new WorktreeRemovalIntent(facts.Worktree.Id, facts.Name, facts.Worktree.Path, facts.Worktree.Branch, facts.Tip, MayDeleteBranch(facts), [], false);
        var intentId = app.Ledger.Write(tx => Begin(tx, intent));
        app.Ledger.Seams.Reach(KillPoint.WorktreeRemovalIntended);
        try
        {
            intent = intent with { Backups = Keep(app, facts), Removing = true };
            app.Ledger.Write(tx => Intents.Update(tx, intentId, intent.Write()));
            app.Ledger.Seams.Reach(KillPoint.WorktreeBackedUp);
            Take(app, facts, force);
            app.Ledger.Seams.Reach(KillPoint.WorktreeRemoved);
            return Finish(app, intent, intentId, caller.Actor, "done");
        }
        catch
        {
            app.Ledger.Write(tx => GiveUp(tx, intent, intentId, "failed"));
            throw;
        }
    }

    internal static WorktreeRemoval Finish(OvApp app, WorktreeRemovalIntent intent, string intentId, string actor, string outcome)
    {
        var refs = new GitRefs(app.Git);
        var root = app.Project.CommonDir;
        var deleted = intent is { DeleteBranch: true, Tip: { } tip }
            && new GitWorktrees(app.Git).CheckoutsOf(root, intent.Branch).Count == 0
            && refs.Delete(root, $"refs/heads/{intent.Branch}", tip) == RefUpdate.Updated;
        app.Ledger.Write(tx =>
        {
            WorktreeStore.SetRemoved(tx, intent.WorktreeId, intent.Backups.Count > 0 ? intent.Backups[0] : null);
            tx.Record(new EventDraft("worktree.removed")
            {
                Actor = actor, Subject = intent.WorktreeId, Text = $"{intent.Path}{(intent.Backups.Count > 0 ? $", kept in {string.Join(", ", intent.Backups)}" : "")}",
            });
            Intents.Close(tx, intentId, outcome);
        });
        HiddenFiles.Forget(app, intent.WorktreeId);
        app.Ledger.Seams.Reach(KillPoint.WorktreeRemovalRecorded);
        return new WorktreeRemoval(intent.WorktreeId, intent.Name, intent.Path, intent.Branch, deleted, intent.Backups, UndoHint(intent, deleted));
    }

    internal static void GiveUp(Tx tx, WorktreeRemovalIntent intent, string intentId, string outcome)
    {
        if (WorktreeStore.ById(tx.Sql, intent.WorktreeId) is { State: WorktreeState.Removing })
        {
            WorktreeStore.SetState(tx, intent.WorktreeId, WorktreeState.Ready);
        }

        Intents.Close(tx, intentId, outcome);
    }

    /// <summary>Somebody may have started an agent in it since it was looked at.</summary>
    private static string Begin(Tx tx, WorktreeRemovalIntent intent)
    {
        var row = WorktreeStore.ById(tx.Sql, intent.WorktreeId)!;
        if (row.State is WorktreeState.Removing or WorktreeState.Removed)
        {
            throw new OvException(ErrorCode.State, $"{intent.Path} is {row.State.Word()} already.", "See 'ov worktree list'.");
        }

        if (row.AgentId is { } agentId && AgentStore.ById(tx.Sql, agentId) is { IsLive: true } agent)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} has started to work in {intent.Path}.", $"Stop it first: ov stop {agent.Name}");
        }

        WorktreeStore.SetState(tx, row.Id, WorktreeState.Removing);
        return Intents.Open(tx, WorktreeRemovalIntent.Kind, row.Id, intent.Write());
    }

    /// <summary>A branch that has not landed goes only when its task is finished too: an open one is taken up on it again.</summary>
    internal static bool MayDeleteBranch(WorktreeFacts facts) => !facts.Worktree.KeepBranch && IsDone(facts);

    private static bool IsDone(WorktreeFacts facts) =>
        facts.Landed || (!facts.Missing && facts.Task is null or { State: TaskState.Closed or TaskState.Canceled });

    private static List<string> Keep(OvApp app, WorktreeFacts facts)
    {
        var (refs, root, now) = (new GitRefs(app.Git), app.Project.CommonDir, app.Ledger.Now);
        var kept = new List<string>();
        if (facts.IsDirty && new GitSnapshots(app.Git).Take(facts.Worktree.Path, $"Uncommitted work of {facts.Name}", now) is { } snapshot)
        {
            kept.Add(refs.BackUp(root, "worktree", facts.Name, snapshot.Oid, now));
        }

        // Landed by content only, its own commits are nowhere else.
        if (facts.Tip is { } tip && facts.Ahead > 0)
        {
            kept.Add(refs.BackUp(root, "branch", facts.Worktree.Branch, tip, now));
        }

        if (facts.LooseHead is { } head)
        {
            kept.Add(refs.BackUp(root, "head", facts.Name, head, now));
        }

        return kept;
    }

    private static void Take(OvApp app, WorktreeFacts facts, bool force)
    {
        if (facts.Checkout is null)
        {
            return;
        }

        // Without force git itself looks once more for work that came since; it takes no submodule without force, clean or not.
        var submodules = File.Exists(Path.Combine(facts.Worktree.Path, ".gitmodules"));
        new GitWorktrees(app.Git).Remove(app.Project.CommonDir, facts.Worktree.Path, force || facts.Missing || submodules);
    }

    private static string? UndoHint(WorktreeRemovalIntent intent, bool branchDeleted) => intent.Backups.Count == 0 ? null
        : branchDeleted ? $"git worktree add -b {intent.Branch} {intent.Path} {intent.Backups[0]}"
        : $"git worktree add --detach {intent.Path} {intent.Backups[0]}";
}
