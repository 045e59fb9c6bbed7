using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>Gives a task back: its holder let go of it or ended. The branch and what is on it stay.</summary>
public static class TaskRelease
{
    /// <summary>By command: the holder gives it back, or the operator or its lead takes it from one that has ended.</summary>
    /// <exception cref="OvException">state, not-operator, fenced.</exception>
    public static TaskRecord Release(OvApp app, Caller caller, TaskRecord task, string reason) => app.Ledger.Write(tx =>
    {
        var current = TaskStore.ById(tx.Sql, task.Id)!;
        TaskRights.Require(tx.Sql, caller, TaskVerb.Release, current);
        RequireHolderEnded(tx.Sql, caller, current);
        return ToPending(tx, current, caller.Actor, reason);
    });

    /// <summary>in_progress → pending, in the caller's transaction.</summary>
    /// <exception cref="OvException">state.</exception>
    public static TaskRecord ToPending(Tx tx, TaskRecord task, string actor, string reason)
    {
        TaskReopener.RequireState(task, TaskState.Pending, TaskState.InProgress);
        TaskStore.Move(tx, task, TaskState.Pending, actor, reason);
        return TaskStore.ById(tx.Sql, task.Id)!;
    }

    /// <summary>Two agents on one task would be two agents on one branch.</summary>
    internal static void RequireHolderEnded(Sql sql, Caller caller, TaskRecord task)
    {
        if (task.OwnerId is { } ownerId && ownerId != caller.Agent?.Id && AgentStore.ById(sql, ownerId) is { IsLive: true } holder)
        {
            throw new OvException(
                ErrorCode.State, $"Task {task.Number} is held by {holder.Name}, which is {holder.State.Word()} and works on it.",
                $"Stop it first, which releases the task: ov stop {holder.Name}");
        }
    }
}
