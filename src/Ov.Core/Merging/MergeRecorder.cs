using Ov.Core.Config;
using Ov.Core.Delivering;
using Ov.Core.Ledger;
using Ov.Core.Stacking;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>Writes the outcomes of a merge: entry, task, group, mail, event and the end of the intent in one transaction each.</summary>
internal static class MergeRecorder
{
    /// <summary>Nothing happens when it is recorded already, so that a repair may come after all.</summary>
    /// <param name="intentId">Null where the deed was somebody else's.</param>
    /// <param name="tier">Null: as it was built.</param>
    public static MergeEntry Landed(Tx tx, OvConfig config, string mergeId, string? intentId, string outcome, string actor, string tip, string landed, string? patchId, string? tier = null)
    {
        var entry = MergeStore.ById(tx.Sql, mergeId)!;
        if (entry.State == MergeState.Landed)
        {
            Close(tx, intentId, outcome);
            return entry;
        }

        // A crash may have been answered with queued before the moved target was seen.
        for (var next = Step(entry.State); next is { } state; next = Step(entry.State))
        {
            entry = MergeStore.Move(tx, entry, state, actor, state == MergeState.Landed ? landed : null);
        }

        var reported = entry.Tip;
        MergeStore.SetLanded(tx, mergeId, tip, landed, patchId, tier ?? (MergeStore.IsDoneAnew(tx.Sql, entry) ? MergeTier.Reimagine : MergeTier.Of(entry)));
        Publisher.Intend(tx, config, entry.RunId, entry.Target, landed);
        entry = MergeStore.ById(tx.Sql, mergeId)!;
        var task = entry.TaskId is { } taskId ? TaskStore.ById(tx.Sql, taskId) : null;
        if (reported != tip)
        {
            MergeStore.Insert(tx, RequestOf(tx.Sql, entry, reported));
        }
        else if (task is { State: TaskState.Completed })
        {
            TaskCloser.Close(tx, task, actor, $"landed on {entry.Target} as {landed[..12]}");
        }

        MergeMail.Merged(tx, entry, actor);
        Close(tx, intentId, outcome);
        return entry;
    }

    public static MergeEntry Conflicted(Tx tx, string mergeId, string intentId, string actor, string seen, string tip, IReadOnlyList<string> files, string words)
    {
        var entry = MergeStore.ById(tx.Sql, mergeId)!;
        MergeStore.SetBuild(tx, mergeId, seen, null, files, []);
        entry = MergeStore.Move(tx, entry, MergeState.Conflicted, actor, $"conflicts with {entry.Target} in {string.Join(", ", files)}");
        if (NewerReport(tx, entry, tip, intentId) is { } queued)
        {
            return queued;
        }

        var body = $"""
            {entry.Branch} conflicts with {entry.Target} at {seen[..12]} in:
            {string.Join('\n', files.Select(f => "  " + f))}
            {words}

            To fix it, in the worktree of {entry.Branch}: {Rebase(tx.Sql, entry)}, resolve, run the tests, then report the task done again.
            The rest of the queue goes on meanwhile.
            """;
        SendBack(tx, entry, actor, body);
        MergeMail.Failed(tx, entry, actor, $"conflict in {string.Join(", ", files)}", body, files);
        Intents.Close(tx, intentId, "done");
        return MergeStore.ById(tx.Sql, mergeId)!;
    }

    /// <param name="evidence">What else was tried, one sentence each; shows that it is this branch.</param>
    public static MergeEntry Rejected(Tx tx, string mergeId, string intentId, string actor, string tip, GateRun gates, string evidence)
    {
        var red = gates.Red!;
        MergeStore.SetGates(tx, mergeId, gates.Outcomes);
        var entry = MergeStore.Move(tx, MergeStore.ById(tx.Sql, mergeId)!, MergeState.Rejected, actor, $"gate {red.Name}: {red.Ending}");
        if (NewerReport(tx, entry, tip, intentId) is { } queued)
        {
            return queued;
        }

        var body = $"""
            The gate "{red.Name}" failed ({red.Ending}) on the merge of {entry.Branch} into {entry.Target}, so it did not land.
            {evidence}
            The end of its output (all of it is in {red.Log}):

            {gates.Tail}

            To fix it, in the worktree of {entry.Branch}: {Rebase(tx.Sql, entry)}, make the gate pass, commit, then report the task done again.
            """;
        SendBack(tx, entry, actor, body);
        MergeMail.Failed(tx, entry, actor, $"gate {red.Name} is red", body, []);
        Intents.Close(tx, intentId, "done");
        return MergeStore.ById(tx.Sql, mergeId)!;
    }

    /// <summary>building, gating → queued: the target moved, a checkout stands in the way, or the merger crashed.</summary>
    public static MergeEntry Requeued(Tx tx, string mergeId, string intentId, string outcome, string actor, string reason)
    {
        var entry = MergeStore.ById(tx.Sql, mergeId)!;
        if (entry.State is MergeState.Building or MergeState.Gating)
        {
            entry = MergeStore.Move(tx, entry, MergeState.Queued, actor, reason);
        }

        Intents.Close(tx, intentId, outcome);
        return entry;
    }

    private static string Rebase(Sql sql, MergeEntry entry) => StackNotice.Rebase(entry.Target, StackBase.Of(sql, entry.Branch, entry.Target));

    private static void Close(Tx tx, string? intentId, string outcome)
    {
        if (intentId is not null)
        {
            Intents.Close(tx, intentId, outcome);
        }
    }

    private static MergeState? Step(MergeState state) => state switch
    {
        MergeState.Queued => MergeState.Building,
        MergeState.Building => MergeState.Gating,
        MergeState.Gating => MergeState.Landed,
        MergeState.Conflicted or MergeState.Rejected => MergeState.Queued,
        _ => null,
    };

    /// <summary>While this was built a newer commit was reported: that one is judged instead.</summary>
    private static MergeEntry? NewerReport(Tx tx, MergeEntry entry, string tip, string intentId)
    {
        if (entry.Tip == tip)
        {
            return null;
        }

        Intents.Close(tx, intentId, "done");
        return MergeStore.Move(tx, entry, MergeState.Queued, entry.RequestedBy, "a newer commit was reported meanwhile");
    }

    /// <summary>An entry of the same branch, once more.</summary>
    internal static MergeRequest RequestOf(Sql sql, MergeEntry entry, string tip) => new(
        entry.RunId is { } runId ? Runs.RunStore.ById(sql, runId) : null, entry.Target, entry.Branch, tip, entry.TaskId is { } taskId ? TaskStore.ById(sql, taskId) : null,
        entry.AgentId is { } agentId ? Agents.AgentStore.ById(sql, agentId) : null, entry.Files, entry.RequestedBy, entry.Strategy);

    private static void SendBack(Tx tx, MergeEntry entry, string actor, string brief)
    {
        MergeStore.SetBrief(tx, entry.Id, brief);
        if (entry.TaskId is { } taskId && TaskStore.ById(tx.Sql, taskId) is { State: TaskState.Completed } task)
        {
            TaskSendBack.ToOwner(tx, task, actor, entry.Reason ?? "");
        }
    }
}
