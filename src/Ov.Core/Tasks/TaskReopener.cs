using Ov.Core.Groups;
using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>Takes up a task again: it failed, was blocked, or its landing was undone.</summary>
public static class TaskReopener
{
    /// <summary>closed, blocked or failed → pending, and its completed groups are active again, in the caller's transaction.</summary>
    /// <exception cref="OvException">state.</exception>
    public static TaskRecord Reopen(Tx tx, TaskRecord task, string actor, string reason)
    {
        TaskStore.Move(tx, task, TaskState.Pending, actor, reason);
        GroupCloser.AfterReopened(tx, task.Id, actor);
        return TaskStore.ById(tx.Sql, task.Id)!;
    }
}
