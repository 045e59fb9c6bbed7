using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.TaskFiles;

/// <summary>What became of one file, or of a task that has none.</summary>
/// <param name="TaskId">Null for what is no task.</param>
/// <param name="Reason">Why, where the action does not say it.</param>
public sealed record TaskFileResult(string Path, TaskFileAction Action, string? TaskId, int? Number, string? Title, string? Reason = null);

[JsonConverter(typeof(SnakeEnum<TaskFileAction>))]
public enum TaskFileAction
{
    /// <summary>A new task.</summary>
    Added,

    /// <summary>The file was newer, and the task follows it.</summary>
    Updated,

    /// <summary>The task was newer, and the file follows it.</summary>
    Written,

    Unchanged,

    /// <summary>Both changed, or the change is not allowed: neither was touched.</summary>
    Conflict,

    /// <summary>No front matter.</summary>
    Skipped,

    /// <summary>The task's file is not there any more; the task stays.</summary>
    Missing,
}

/// <summary>Who wins where a task and its file both changed.</summary>
public enum TaskFileWinner
{
    Nobody,
    File,
    Ledger,
}
