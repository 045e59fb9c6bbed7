using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>Gives a task back: its holder let go of it or ended. The branch and what is on it stay.</summary>
public static class TaskRelease
{
    /// <summary>in_progress → pending, in the caller's transaction.</summary>
    /// <exception cref="OvException">state.</exception>
    public static TaskRecord ToPending(Tx tx, TaskRecord task, string actor, string reason)
    {
        TaskStore.Move(tx, task, TaskState.Pending, actor, reason);
        return TaskStore.ById(tx.Sql, task.Id)!;
    }
}
