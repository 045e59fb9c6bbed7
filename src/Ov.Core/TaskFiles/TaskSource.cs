using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>Which file or issue a task has, and how both were when they last agreed.</summary>
/// <param name="Hash">Of the file.</param>
/// <param name="Seen">Of the task: <see cref="TaskFacts.Stamp"/>.</param>
/// <param name="FileState">What the file said.</param>
/// <param name="Tracker">Who keeps the issue that it is; null for a file.</param>
public sealed record TaskSource(string TaskId, string RunId, string Key, string Path, string Hash, string Seen, TaskState FileState, string? Tracker = null);
