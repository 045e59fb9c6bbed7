using Ov.Core.Groups;
using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>Closes a completed task: its work has landed, or it is certain that nothing will.</summary>
public static class TaskCloser
{
    /// <summary>Closes it, and every group whose last open task it was, in the caller's transaction.</summary>
    /// <exception cref="OvException">state, when the task is not completed.</exception>
    public static TaskRecord Close(Tx tx, TaskRecord task, string actor, string reason)
    {
        TaskStore.Move(tx, task, TaskState.Closed, actor, reason);
        GroupCloser.AfterClosed(tx, task.Id, actor);
        LeadCompletion.AfterClosed(tx, task, actor);
        return TaskStore.ById(tx.Sql, task.Id)!;
    }
}
