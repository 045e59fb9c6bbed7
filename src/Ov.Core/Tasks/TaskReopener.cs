using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Groups;
using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>Takes up a task again: it failed, was blocked, or its landing was undone.</summary>
public static class TaskReopener
{
    /// <summary>By command; a closed one only by the operator.</summary>
    /// <exception cref="OvException">state, not-operator, fenced.</exception>
    public static TaskRecord Reopen(OvApp app, Caller caller, TaskRecord task, string reason) => app.Ledger.Write(tx =>
    {
        var current = TaskStore.ById(tx.Sql, task.Id)!;
        TaskRights.Require(tx.Sql, caller, current.State == TaskState.Closed ? TaskVerb.ReopenClosed : TaskVerb.Reopen, current);
        if (caller.IsOperator)
        {
            TaskAttemptStore.LetGo(tx, current.Id);
        }

        return Reopen(tx, current, caller.Actor, reason);
    });

    /// <summary>closed, blocked or failed → pending, and its completed groups are active again, in the caller's transaction.</summary>
    /// <exception cref="OvException">state.</exception>
    public static TaskRecord Reopen(Tx tx, TaskRecord task, string actor, string reason)
    {
        RequireState(task, TaskState.Pending, TaskState.Closed, TaskState.Blocked, TaskState.Failed);
        TaskStore.Move(tx, task, TaskState.Pending, actor, reason);
        // Whoever takes it up again has decided at its breakers.
        GateStore.LetGo(tx, task.RunId, task.Id, GateKind.BreakerVerify);
        GateStore.LetGo(tx, task.RunId, task.Id, GateKind.BreakerReview);
        GroupCloser.AfterReopened(tx, task.Id, actor);
        return TaskStore.ById(tx.Sql, task.Id)!;
    }

    /// <summary>Several verbs lead to the same state; each from its own.</summary>
    internal static void RequireState(TaskRecord task, TaskState wanted, params TaskState[] from)
    {
        if (Array.IndexOf(from, task.State) < 0)
        {
            throw new OvException(
                ErrorCode.State, $"Task {task.Number} ({task.Id}) is {task.State.Word()} and cannot become {wanted.Word()} this way.",
                $"From {task.State.Word()} it may become: {TaskTransitions.Sentence(task.State)}.");
        }
    }
}
