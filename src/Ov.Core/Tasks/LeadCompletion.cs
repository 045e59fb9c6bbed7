using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>A lead that has reported is only done when every task it handed out is.</summary>
public static class LeadCompletion
{
    /// <summary>True when nothing below the task is unfinished.</summary>
    public static bool OwesNothing(Sql sql, string taskId) => TaskStore.Children(sql, taskId).All(child => IsFinished(child.State));

    public static bool IsFinished(TaskState state) => state is TaskState.Closed or TaskState.Canceled;

    /// <summary>Ends the lead that reported earlier, when this was the last task it waited for.</summary>
    public static void AfterClosed(Tx tx, TaskRecord child, string actor)
    {
        if (child.ParentId is { } parentId
            && TaskStore.ById(tx.Sql, parentId) is { State: TaskState.Completed or TaskState.Closed, OwnerId: { } ownerId }
            && AgentStore.ById(tx.Sql, ownerId) is { IsLive: true } lead && lead.TaskId == parentId
            && OwesNothing(tx.Sql, parentId))
        {
            AgentCompletion.Complete(tx, lead, actor, "all of its tasks are finished");
        }
    }
}
