using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>Which file a task has, and how both were when they last agreed.</summary>
/// <param name="Hash">Of the file.</param>
/// <param name="Seen">Of the task: <see cref="TaskFacts.Stamp"/>.</param>
/// <param name="FileState">What the file said.</param>
public sealed record TaskSource(string TaskId, string RunId, string Key, string Path, string Hash, string Seen, TaskState FileState);
