using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Stacking;

namespace Ov.Core.Tasks;

/// <summary>A completed task whose branch could not land goes back to its owner.</summary>
public static class TaskSendBack
{
    /// <summary>
    /// completed → in_progress, in the caller's transaction. An owner that has ended meanwhile cannot work on it, so the task goes on
    /// to pending at once and the next agent on it continues its branch; the returned record says which.
    /// </summary>
    /// <exception cref="OvException">state, when the task is not completed.</exception>
    public static TaskRecord ToOwner(Tx tx, TaskRecord task, string actor, string reason)
    {
        TaskStore.Move(tx, task, TaskState.InProgress, actor, reason);
        StackNotice.CameBack(tx, task, reason);
        var back = TaskStore.ById(tx.Sql, task.Id)!;
        return back.OwnerId is { } ownerId && AgentStore.ById(tx.Sql, ownerId) is { IsLive: true }
            ? back
            : TaskRelease.ToPending(tx, back, actor, reason);
    }

    /// <summary>completed → in_progress → blocked: nobody goes on with it by itself.</summary>
    /// <returns>False when it is not completed any more.</returns>
    public static bool ToBlocked(Tx tx, TaskRecord task, string actor, string reason)
    {
        if (task.State == TaskState.Completed)
        {
            TaskStore.Move(tx, task, TaskState.InProgress, actor, reason);
            task = TaskStore.ById(tx.Sql, task.Id)!;
        }

        if (task.State != TaskState.InProgress)
        {
            return false;
        }

        TaskStore.Move(tx, task, TaskState.Blocked, actor, reason);
        return true;
    }
}
