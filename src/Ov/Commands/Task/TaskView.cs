using Ov.Cli;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary>Tasks for people.</summary>
internal static class TaskView
{
    private static readonly string[] Headings = ["● in progress", "○ pending", "✓ done", "✗ stopped"];

    /// <summary>One line a task; a pending one says whether it is ready or what it waits for.</summary>
    public static void Table(IReadOnlyList<TaskItem> tasks, TextView view, TaskNumbers numbers)
    {
        // Only where somebody said it.
        var risky = tasks.Any(task => task.Metadata.ContainsKey(TaskMetadata.Risk));
        view.Table(
            ["#", "state", "priority", .. risky ? ["risk"] : Array.Empty<string>(), "role", "owner", "title"],
            tasks.Select(task => (IReadOnlyList<string>)
                [$"{task.Number}", State(task, numbers), task.Priority.Word(), .. risky ? [task.Metadata.GetValueOrDefault(TaskMetadata.Risk, "-")] : Array.Empty<string>(), task.Role, task.Owner ?? "-", task.Title]),
            "priority", "risk", "role", "owner");
    }

    /// <summary>A table for each group, in the order of the groups (S0-104).</summary>
    /// <param name="counts">How many there are, shown or not.</param>
    public static void Groups(IReadOnlyList<TaskItem> tasks, IReadOnlyDictionary<TaskGrouping, int> counts, TextView view, TaskNumbers numbers)
    {
        var first = true;
        foreach (var group in tasks.GroupBy(task => GroupOf(task.State)).OrderBy(group => group.Key))
        {
            if (!first)
            {
                view.Line();
            }

            first = false;
            view.Heading($"{Headings[(int)group.Key]} ({counts[group.Key]})");
            Table([.. group], view, numbers);
        }
    }

    public static TaskGrouping GroupOf(TaskState state) => state switch
    {
        TaskState.InProgress => TaskGrouping.InProgress,
        TaskState.Pending => TaskGrouping.Pending,
        TaskState.Completed or TaskState.Closed => TaskGrouping.Done,
        _ => TaskGrouping.Stopped,
    };

    public static string State(TaskItem task, TaskNumbers numbers) => task switch
    {
        { Ready: true } => "ready",
        { WaitsFor.Count: > 0 } => $"waits for {numbers.Words(task.WaitsFor)}",
        { State: TaskState.Completed, NoMerge: true } => "completed, to be confirmed",
        { State: TaskState.Completed, Branch: not null } => "completed, not landed",
        _ => task.State.Word().Replace('_', ' '),
    };

    /// <summary>The fields of one task that say something.</summary>
    public static void Show(TaskShowAnswer answer, TextView view)
    {
        var task = answer.Task;
        view.Line($"Task {task.Number} of {answer.Run}: {task.Title}");
        foreach (var (name, value) in Fields(answer))
        {
            if (!string.IsNullOrEmpty(value))
            {
                view.Field(name, 9, value);
            }
        }

        if (task.Criteria.Count > 0)
        {
            view.Line("  criteria");
            foreach (var criterion in task.Criteria)
            {
                view.Line($"    - {criterion}");
            }
        }

        foreach (var attempt in answer.Completions.Where(attempt => attempt.Status != AttemptStatus.Completed || attempt.TestsRun.Count > 0 || attempt.Caveats is not null || !attempt.Places.IsEmpty))
        {
            view.Line($"  {attempt.Agent} {attempt.Status.Word()}: {attempt.Summary}");
            foreach (var said in attempt.TestsRun.Select(test => $"ran {test}").Concat(attempt.Caveats is { } caveats ? [$"caveats: {caveats}"] : [])
                .Concat(attempt.Changes.Select(change => $"changed {change.Text.ReplaceLineEndings(" ")}")).Concat(attempt.Findings.Select(finding => $"found {finding.Text.ReplaceLineEndings(" ")}")))
            {
                view.Line($"    {said}");
            }
        }

        if (task.Body.Length > 0)
        {
            view.Line();
            view.Raw(task.Body);
        }
    }

    private static IEnumerable<(string Name, string? Value)> Fields(TaskShowAnswer answer)
    {
        var task = answer.Task;
        var numbers = answer.Numbers;
        yield return ("id", task.Id);
        yield return ("issue", answer.Issue);
        yield return ("state", $"{State(task, numbers)}{(task.Reason is { } reason ? $" ({reason})" : "")}");
        yield return ("priority", task.Priority.Word());
        yield return ("role", task.Role);
        yield return ("meta", string.Join(", ", task.Metadata.Select(fact => $"{fact.Key} {fact.Value}")));
        yield return ("owner", task.Owner);
        yield return ("branch", task.Branch);
        yield return ("lands on", answer.Target);
        yield return ("scope", string.Join(", ", task.Scope));
        yield return ("needs", numbers.Words(task.Needs));
        yield return ("needed by", numbers.Words(answer.NeededBy));
        yield return ("mends", numbers.Words(answer.Patches));
        yield return ("mended by", numbers.Words(answer.PatchedBy));
        yield return ("part of", task.ParentId is { } parentId ? numbers.Words([parentId]) : null);
        yield return ("parts", numbers.Words(answer.Children));
        yield return ("attempts", task.Attempts > 0 ? $"{task.Attempts}" : null);
        yield return ("spec", answer.SpecVersion > 0 ? $"version {answer.SpecVersion} (ov spec show {task.Number})" : null);
        yield return ("summary", task.Summary);
        yield return ("files", string.Join(", ", task.Files));
    }
}

/// <summary>Where a task stands in a grouped list.</summary>
internal enum TaskGrouping
{
    InProgress,
    Pending,
    Done,

    /// <summary>Blocked, failed or canceled.</summary>
    Stopped,
}
