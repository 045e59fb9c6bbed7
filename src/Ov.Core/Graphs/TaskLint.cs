using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Json;
using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>One thing about a task that will cost an agent time.</summary>
/// <param name="Code">The rule, such as <c>no-criteria</c>.</param>
public sealed record LintFinding(LintLevel Level, string Code, string TaskId, int Number, string Sentence);

[JsonConverter(typeof(SnakeEnum<LintLevel>))]
public enum LintLevel
{
    /// <summary>It can never be started as it is.</summary>
    Error,
    Warning,
}

/// <summary>Reads open tasks as an agent would that has nothing else to go by (S0-3, S1-51, S1-60, S2-61).</summary>
public static class TaskLint
{
    private const int FewestSteps = 2;
    private const int MostSteps = 6;
    private const int MostFiles = 6;
    private const int MostNamed = 5;

    /// <param name="specified">Ids of the tasks that have a spec.</param>
    /// <param name="writes">Whether a role changes files.</param>
    /// <returns>By number, errors first within a task.</returns>
    public static IReadOnlyList<LintFinding> Of(TaskGraph graph, IReadOnlySet<string> specified, Func<string, bool> writes)
    {
        var open = graph.Tasks.Where(task => task.State is TaskState.Pending or TaskState.Blocked or TaskState.InProgress or TaskState.Failed).ToList();
        return
        [
            .. open.SelectMany(task => Text(task, specified.Contains(task.Id), writes(task.Role))).Concat(open.SelectMany(task => Needs(graph, task))).Concat(Cycle(graph)).Concat(Whole(graph, open)).Concat(Meetings(graph, open, writes))
                .OrderBy(finding => finding.Number).ThenBy(finding => finding.Level),
        ];
    }

    private static IEnumerable<LintFinding> Text(TaskRecord task, bool hasSpec, bool writes)
    {
        var body = TaskBody.Of(task.Body);
        if (task.Criteria.Count == 0 && !body.HasCriteria && !hasSpec)
        {
            yield return Warning("no-criteria", task, "says nowhere how anybody would see that it is done: --criterion, or a section 'Acceptance Criteria'");
        }

        if (task.Body.Trim().Length == 0 && !hasSpec)
        {
            yield return Warning("no-brief", task, "has no body and no spec, so its title is all that an agent learns");
        }

        if (body.Steps is { } steps && (steps < FewestSteps || steps > MostSteps))
        {
            yield return Warning("steps", task, $"lists {steps} steps under 'Tasks'; {FewestSteps} to {MostSteps} fit one agent");
        }

        if (body.Files.Count > MostFiles)
        {
            yield return Warning("split", task, $"plans {body.Files.Count} files; split what touches more than {MostFiles}");
        }

        if (writes && task.Scope.Count == 0)
        {
            yield return Warning("no-scope", task, "claims no files (--files), so nothing keeps others off what it changes");
        }
    }

    private static IEnumerable<LintFinding> Needs(TaskGraph graph, TaskRecord task) =>
        graph.Needs(task).Where(needed => needed.State is TaskState.Canceled or TaskState.Failed)
            .Select(needed => new LintFinding(LintLevel.Error, "stuck-need", task.Id, task.Number, $"needs task {needed.Number}, which {(needed.State == TaskState.Canceled ? "was canceled" : "has failed")}"));

    /// <summary>What is risky or broad, and nobody has split; what says nothing of it is never meant (S2-65).</summary>
    private static List<LintFinding> Whole(TaskGraph graph, IEnumerable<TaskRecord> open)
    {
        var (split, found) = (graph.Tasks.Select(task => task.ParentId).ToHashSet(), new List<LintFinding>());
        foreach (var task in open.Where(task => task.Metadata.Count > 0 && !split.Contains(task.Id)))
        {
            var reasons = new[] { TaskMetadata.Risk, TaskMetadata.Breadth }.Where(key => TaskMetadata.Rank(task, key) >= 3).Select(key => $"{key} {TaskMetadata.Of(task.Metadata, key)}").ToList();
            if (reasons.Count > 0)
            {
                found.Add(Warning("decompose", task, $"is of {string.Join(" and ", reasons)}: split it into parts (ov task add \"…\" --parent {task.Number})"));
            }
        }

        return found;
    }

    private static IEnumerable<LintFinding> Cycle(TaskGraph graph) => graph.Cycle() is { } path
        ? [new LintFinding(LintLevel.Error, "cycle", path[0].Id, path[0].Number, $"waits for itself: {string.Join(" needs ", path.Select(task => task.Number))}")]
        : [];

    /// <summary>Only what could run side by side: who waits for the other never meets it.</summary>
    private static IEnumerable<LintFinding> Meetings(TaskGraph graph, IEnumerable<TaskRecord> open, Func<string, bool> writes) =>
        ScopeOrder.Unordered(graph, open.Where(task => writes(task.Role))).GroupBy(meeting => meeting.Other.Id).Select(Meeting);

    /// <summary>One finding a task, however many it meets.</summary>
    private static LintFinding Meeting(IEnumerable<ScopeMeeting> all)
    {
        var (first, others) = (all.First(), all.Skip(1).Select(meeting => meeting.One.Number).ToList());
        var named = string.Join(", ", others.Take(MostNamed)) + (others.Count > MostNamed ? $" and {others.Count - MostNamed} more" : "");
        var beyond = others.Count == 0 ? "" : $", and {(others.Count == 1 ? "task" : "tasks")} {named}";
        return Warning("overlap", first.Other, $"claims {first.OtherGlob}, which meets {first.OneGlob} of task {first.One.Number}{beyond}; let one need the other, or narrow one");
    }

    private static LintFinding Warning(string code, TaskRecord task, string sentence) => new(LintLevel.Warning, code, task.Id, task.Number, sentence);
}
