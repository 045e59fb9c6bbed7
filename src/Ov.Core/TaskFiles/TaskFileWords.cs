using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>The words for a task's state that stand in files (A.6, row 3).</summary>
internal static class TaskFileWords
{
    public static readonly IReadOnlyList<string> All =
        ["pending", "in_progress", "in-progress", "blocked", "failed", "completed", "closed", "done", "canceled", "cancelled", "deleted", "open"];

    /// <summary>Fields whose words become facts of the task, under that key: scope means files here.</summary>
    public static readonly IReadOnlyList<(string Field, string Key)> Kept = [("scope", TaskMetadata.Breadth), ("risk", TaskMetadata.Risk), ("impact", TaskMetadata.Impact), ("level", TaskMetadata.Level)];

    public static TaskState State(string word) => word switch
    {
        "in_progress" or "in-progress" => TaskState.InProgress,
        "blocked" => TaskState.Blocked,
        "failed" => TaskState.Failed,
        "completed" or "closed" or "done" => TaskState.Closed,
        "canceled" or "cancelled" or "deleted" => TaskState.Canceled,
        _ => TaskState.Pending,
    };

    public static string Word(TaskState state, TaskFileForm form) => (state, form) switch
    {
        (TaskState.Closed or TaskState.Completed, TaskFileForm.Prompt) => "done",
        (TaskState.Closed or TaskState.Completed, _) => "completed",
        (TaskState.Canceled, TaskFileForm.Prompt) => "deleted",
        (TaskState.InProgress, TaskFileForm.Task) => "in-progress",
        _ => state.Word(),
    };
}
