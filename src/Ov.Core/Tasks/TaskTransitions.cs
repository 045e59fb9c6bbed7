using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>The transitions of a task that the contract lists; who may ask for them is the operation's business.</summary>
public static class TaskTransitions
{
    public static bool Allowed(TaskState from, TaskState to) => (from, to) switch
    {
        (TaskState.Pending, TaskState.InProgress) => true,
        (TaskState.InProgress, TaskState.Pending or TaskState.Completed or TaskState.Blocked or TaskState.Failed) => true,
        (TaskState.Blocked or TaskState.Failed, TaskState.Pending) => true,
        (TaskState.Completed, TaskState.Closed or TaskState.InProgress) => true,
        (TaskState.Closed, TaskState.Pending) => true,
        (TaskState.Closed or TaskState.Canceled, TaskState.Canceled) => false,
        (_, TaskState.Canceled) => true,
        _ => false,
    };

    /// <summary>The states that may follow, as words for a message.</summary>
    public static string Sentence(TaskState from)
    {
        var next = Enum.GetValues<TaskState>().Where(to => Allowed(from, to)).Select(to => to.Word()).ToList();
        return next.Count == 0 ? "nothing, it is final" : string.Join(", ", next);
    }
}
