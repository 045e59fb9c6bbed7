using System.Globalization;
using Ov.Core.Tasks;

namespace Ov.Core.Trackers;

/// <summary>What trackers and the ledger call the same thing, both ways.</summary>
public static class TrackerWords
{
    private const int LongestTitle = 200;

    /// <summary>A state that only the ledger has is the nearest one there: work that has not landed is not closed.</summary>
    public static IssueStatus Status(TaskState state) => state switch
    {
        TaskState.InProgress or TaskState.Completed => IssueStatus.InProgress,
        TaskState.Blocked => IssueStatus.Blocked,
        TaskState.Closed or TaskState.Canceled => IssueStatus.Closed,
        _ => IssueStatus.Open,
    };

    /// <summary>Of an issue that becomes a task: what somebody has begun elsewhere has no agent here.</summary>
    public static TaskState State(IssueStatus status) => status switch
    {
        IssueStatus.Blocked => TaskState.Blocked,
        IssueStatus.Closed => TaskState.Closed,
        _ => TaskState.Pending,
    };

    /// <summary>Words that trackers use, theirs and those of people; what nobody knows is open.</summary>
    public static IssueStatus Status(string? word) => word?.ToLowerInvariant() switch
    {
        "in_progress" or "in-progress" or "hooked" => IssueStatus.InProgress,
        "blocked" or "deferred" => IssueStatus.Blocked,
        "closed" or "done" or "tombstone" => IssueStatus.Closed,
        _ => IssueStatus.Open,
    };

    /// <summary>0 to 4 there, 2 being usual.</summary>
    public static TaskPriority Priority(int number) => number <= 1 ? TaskPriority.High : number == 2 ? TaskPriority.Medium : TaskPriority.Low;

    public static string Number(int priority) => priority.ToString(CultureInfo.InvariantCulture);

    public static int Priority(TaskPriority priority) => priority switch { TaskPriority.High => 1, TaskPriority.Low => 3, _ => 2 };

    /// <summary>One line that a terminal and a branch name can bear.</summary>
    public static string Title(string? text)
    {
        var line = string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length == 0 ? "Untitled" : line.Length <= LongestTitle ? line : line[..(LongestTitle - 1)].TrimEnd() + "…";
    }

    /// <summary>Without what moves a cursor, and no longer than a task's body may be.</summary>
    public static string Body(string? text)
    {
        var plain = string.Concat((text ?? "").ReplaceLineEndings("\n").Where(letter => letter is '\n' or '\t' || !char.IsControl(letter))).Trim();
        return plain.Length <= TaskText.LongestBody ? plain : plain[..(TaskText.LongestBody - 1)] + "…";
    }
}
