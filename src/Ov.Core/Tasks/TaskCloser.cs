using Ov.Core.Agents;
using Ov.Core.Groups;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Core.Tasks;

/// <summary>Closes a completed task: its work has landed, or it is certain that nothing will.</summary>
public static class TaskCloser
{
    /// <summary>By command: the operator or the lead confirms that nothing of it is going to land. What is closed already stays as it is.</summary>
    /// <param name="reason">Needed when a branch with its work exists; that branch stays.</param>
    /// <exception cref="OvException">state, premature-close, not-operator, fenced.</exception>
    public static TaskRecord Confirm(OvApp app, Caller caller, TaskRecord task, string? reason) => app.Ledger.Write(tx =>
    {
        var current = TaskStore.ById(tx.Sql, task.Id)!;
        TaskRights.Require(tx.Sql, caller, TaskVerb.Close, current);
        if (current.State == TaskState.Closed)
        {
            return current;
        }

        if (current is { State: TaskState.Completed, NoMerge: false, Branch: { } branch } && string.IsNullOrWhiteSpace(reason))
        {
            throw new OvException(
                ErrorCode.PrematureClose, $"The work of task {current.Number} lies on {branch} and has not landed.",
                $"Land it: ov merge --branch {branch} — or close it without, saying why: ov task close {current.Number} --reason \"…\"");
        }

        Withdraw(tx, current, caller.Actor, reason ?? "nothing to land");
        var closed = Close(tx, current, caller.Actor, string.IsNullOrWhiteSpace(reason) ? "confirmed: nothing to land" : reason);
        TaskStore.SetNoMerge(tx, current.Id);
        return closed with { NoMerge = true };
    });

    /// <summary>Closes it, and every group whose last open task it was, in the caller's transaction.</summary>
    /// <exception cref="OvException">state, when the task is not completed.</exception>
    public static TaskRecord Close(Tx tx, TaskRecord task, string actor, string reason)
    {
        TaskStore.Move(tx, task, TaskState.Closed, actor, reason);
        GroupCloser.AfterClosed(tx, task.Id, actor);
        LeadCompletion.AfterClosed(tx, task, actor);
        return TaskStore.ById(tx.Sql, task.Id)!;
    }

    /// <summary>Takes what is queued of a task out of the queue; what is being built at this moment ends as a landing that finds its task gone.</summary>
    internal static void Withdraw(Tx tx, TaskRecord task, string actor, string reason)
    {
        foreach (var entry in MergeStore.OfTask(tx.Sql, task.Id).Where(entry => MergeTransitions.Allowed(entry.State, MergeState.Withdrawn)))
        {
            MergeQueue.Withdraw(tx, entry, actor, reason);
        }
    }
}
