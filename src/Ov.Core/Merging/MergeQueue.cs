using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>Takes branches into the queue and out of it, inside the transaction of whatever caused it.</summary>
public static class MergeQueue
{
    /// <summary>
    /// Queues a branch that <see cref="MergeAdmission"/> admitted. The same report twice is one entry; a newer tip takes the older
    /// one's place; a conflicted or rejected entry is queued again. One that is held is let go by the operator, or by a new commit.
    /// </summary>
    /// <exception cref="OvException">state, when this very commit has landed.</exception>
    public static MergeEntry Enqueue(Tx tx, LedgerFiles files, MergeRequest request)
    {
        if (!request.WasLost && MergeStore.NewestOf(tx.Sql, request.Branch, request.Target) is { State: MergeState.Landed } landed && landed.Tip == request.Tip)
        {
            throw AlreadyLanded(landed);
        }

        var entry = MergeStore.OpenOf(tx.Sql, request.Branch, request.Target) is { } open
            ? ReportAgain(tx, open, request.Tip, request.Files, request.RequestedBy)
            : MergeStore.Insert(tx, request);
        if (MergeStore.IsDoneAnew(tx.Sql, entry))
        {
            MergeStore.SetMended(tx, entry.Id, entry.Mended.Union(MergeStore.GivenUp(tx.Sql, entry.TaskId!)!.Conflicts));
        }

        tx.AfterCommit(() => Bell.Ring(files.WatchBell));
        return entry;
    }

    /// <summary>
    /// The owner reported its task done again: an entry that came back to it is queued with the new tip (contract: conflicted, rejected → queued).
    /// What was done anew takes the place of what was given up for it: whose word queued that, queued the task's work.
    /// </summary>
    /// <returns>The entry queued again, or null when none had come back.</returns>
    public static MergeEntry? AfterTaskDone(Tx tx, LedgerFiles files, TaskRecord task, AgentRecord agent, string tip, IReadOnlyList<string> changed)
    {
        if (MergeStore.CameBack(tx.Sql, task.Id) is { } entry)
        {
            tx.AfterCommit(() => Bell.Ring(files.WatchBell));
            return ReportAgain(tx, entry, tip, changed, agent.Name);
        }

        return agent.Branch is { } branch && MergeStore.GivenUp(tx.Sql, task.Id) is { } old && old.Branch != branch && MergeStore.OfTask(tx.Sql, task.Id)[^1].Id == old.Id
            ? Enqueue(tx, files, new MergeRequest(old.RunId is { } run ? RunStore.ById(tx.Sql, run) : null, old.Target, branch, tip, task, agent, changed, agent.Name, old.Strategy))
            : null;
    }

    /// <summary>A task goes on with another branch: what came back of the one before is done anew there, and that branch stays for who wants to look.</summary>
    internal static void AfterNewBranch(Tx tx, string taskId, string branch, string actor)
    {
        if (MergeStore.CameBack(tx.Sql, taskId) is { } old && old.Branch != branch)
        {
            MergeStore.SetGivenUp(tx, old.Id);
            Withdraw(tx, old, actor, $"done anew on {branch}");
        }
    }

    /// <summary>Takes an entry out for good, for example because its task was canceled. The branch stays.</summary>
    /// <exception cref="OvException">busy, while it is being merged: it may have moved the target already.</exception>
    public static MergeEntry Withdraw(Tx tx, MergeEntry entry, string actor, string reason) => entry.State is MergeState.Building or MergeState.Gating
        ? throw new OvException(ErrorCode.Busy, $"{entry.Branch} is being merged right now.", "Wait for the merge to end, then try again.")
        : MergeStore.Move(tx, entry, MergeState.Withdrawn, actor, reason);

    internal static OvException AlreadyLanded(MergeEntry entry) => new(
        ErrorCode.State, $"{entry.Branch} has landed on {entry.Target} already, as {entry.Landed?[..12]} ({entry.Id}).", $"Commit more work on it, or take the landing back: ov undo --into {entry.Target}")
    {
        Facts = new Dictionary<string, string> { ["mergeId"] = entry.Id, ["landed"] = entry.Landed ?? "" },
    };

    private static MergeEntry ReportAgain(Tx tx, MergeEntry entry, string tip, IReadOnlyList<string> changed, string actor)
    {
        if (entry.Held && (entry.Tip != tip || actor == Caller.OperatorName))
        {
            MergeStore.Release(tx, entry, actor);
        }

        if (entry.Tip != tip)
        {
            MergeStore.SetTip(tx, entry.Id, tip, changed, actor);
            if (entry.State == MergeState.Conflicted)
            {
                MergeStore.SetMended(tx, entry.Id, entry.Mended.Union(entry.Conflicts));
            }
        }

        if (entry.Review is { Verdict: ReviewVerdict.Changes })
        {
            MergeStore.SetReview(tx, entry.Id, null);
        }

        return entry.State is MergeState.Conflicted or MergeState.Rejected
            ? MergeStore.Move(tx, entry, MergeState.Queued, actor, "reported ready again")
            : MergeStore.ById(tx.Sql, entry.Id)!;
    }
}
