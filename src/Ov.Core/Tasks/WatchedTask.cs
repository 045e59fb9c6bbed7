using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>A task as somebody who watches it sees it: told anew whenever any of it changed.</summary>
/// <param name="Owner">Name of the agent that holds it, or held it last.</param>
/// <param name="Reached">Whether it is what was waited for.</param>
public sealed record WatchedTask(string TaskId, int Number, string Title, TaskState State, string? Owner, int Attempts, string? Reason, bool Reached)
{
    public static WatchedTask Of(Sql sql, TaskRecord task, WatchUntil until) => new(
        task.Id, task.Number, task.Title, task.State, task.OwnerId is { } owner ? AgentStore.ById(sql, owner)?.Name : null, task.Attempts, task.Reason,
        until switch
        {
            WatchUntil.Change => false,
            WatchUntil.Merged => WaitSubject.Of("", task, sql, WaitGoal.Merged).Reached,
            _ => WaitSubject.Of("", task, sql, WaitGoal.Done).Reached,
        });
}

/// <summary>When a watch ends.</summary>
public enum WatchUntil
{
    /// <summary>Anything changed.</summary>
    Change,

    /// <summary>All are completed or further, or will not be.</summary>
    Done,

    /// <summary>The work of all has landed, or they ended without any.</summary>
    Merged,
}
