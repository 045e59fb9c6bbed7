using System.Text.Json.Serialization;
using Ov.Core.Checks;
using Ov.Core.Costs;
using Ov.Core.Gates;
using Ov.Core.Json;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Reporting;

/// <summary>What a run's record says of it: what went right and wrong, what could be better, and what to do about it (S2-76).</summary>
/// <param name="Decisions">The run's gates, oldest first.</param>
/// <param name="Patches">Which later tasks had to mend which earlier ones (S0-66).</param>
/// <param name="Costs">As far as runtimes told their figures.</param>
public sealed record RunReport(
    string RunId, string Run, RunState State, string Target, string Objective, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long DurationMs,
    IReadOnlyList<string> Right, IReadOnlyList<string> Wrong, IReadOnlyList<string> Better, IReadOnlyList<ReportAction> Actions,
    IReadOnlyList<ReportTask> Tasks, IReadOnlyList<ReportDecision> Decisions, IReadOnlyList<ReportPatch> Patches, CostSum Costs)
{
    /// <summary>The same rows give the same report: nothing but them is asked.</summary>
    public static RunReport For(RunHistory history)
    {
        var run = history.Run;
        return new RunReport(
            run.Id, run.Name, run.State, run.Target, run.Objective, run.CreatedAt, run.EndedAt, (long)((run.EndedAt ?? history.Now) - run.CreatedAt).TotalMilliseconds,
            [.. ReportFindings.Right(history)], [.. ReportFindings.Wrong(history)], [.. ReportFindings.Better(history)], ReportActions.Of(history),
            [.. history.Tasks.Select(task => Row(history, task))], [.. history.Gates.Select(gate => Row(history, gate))], [.. history.Patches.Select(patch => Row(history, patch))], history.Costs);
    }

    private static ReportTask Row(RunHistory history, TaskRecord task) => new(
        task.Id, task.Number, task.Title, task.State, task.NoMerge, task.Attempts, history.Attempts[task.Id].Count(attempt => attempt.Status == AttemptStatus.Failed), task.Reason, task.Summary,
        task.CompletedAt is { } end ? (long)(end - task.CreatedAt).TotalMilliseconds : null,
        [.. history.Checks[task.Id].GroupBy(check => check.Round).Select(round => new ReportCheck(round.Key, round.Last().Passed, round.Last().Reasons, round.Count(check => !check.Passed)))]);

    private static ReportDecision Row(RunHistory history, GateRecord gate) => new(
        gate.Id, gate.Kind, history.Task(gate.TaskId)?.Number, gate.State, gate.Question, gate.Answer, gate.Text, gate.DecidedBy,
        (long)((gate.DecidedAt ?? gate.ExpiresAt ?? history.Now) - gate.OpenedAt).TotalMilliseconds);

    /// <summary>The chain goes on while what is mended was itself a fix.</summary>
    private static ReportPatch Row(RunHistory history, (string Task, string Patched) patch)
    {
        var (chain, root) = (new List<string> { patch.Task }, patch.Patched);
        while (!chain.Contains(root) && history.Patches.FirstOrDefault(earlier => earlier.Task == root) is { Patched: not null } earlier)
        {
            chain.Add(root);
            root = earlier.Patched;
        }

        chain.Add(root);
        return new ReportPatch(
            [.. chain.Select(id => history.Task(id)?.Number ?? 0)], history.Task(patch.Task)?.Title ?? "",
            [.. history.Checks[root].SelectMany(check => check.Report.Steps).Select(step => step.Name).Distinct()]);
    }
}

/// <param name="Number">In the order in which things happened: a later report adds below.</param>
/// <param name="Reason">What it comes from.</param>
/// <param name="AdoptedAs">The id of the task or lesson that was made of it; null while none was.</param>
/// <param name="Key">Names what it comes from, so that nothing is made of it twice.</param>
public sealed record ReportAction(int Number, ActionKind Kind, string Title, string Reason, string? AdoptedAs, [property: JsonIgnore] string Key, [property: JsonIgnore] TaskRecord? Task);

/// <summary>What becomes of an action when it is adopted.</summary>
[JsonConverter(typeof(SnakeEnum<ActionKind>))]
public enum ActionKind
{
    /// <summary>Something is left to do.</summary>
    Task,

    /// <summary>It is over; the next one should know.</summary>
    Lesson,
}

/// <param name="FailedAttempts">How many agents ended without completing it.</param>
/// <param name="DurationMs">From its making until it was reported; null while it was not.</param>
public sealed record ReportTask(
    string TaskId, int Number, string Title, TaskState State, bool NoMerge, int Attempts, int FailedAttempts, string? Reason, string? Summary, long? DurationMs, IReadOnlyList<ReportCheck> Checks)
{
    internal bool IsDone => State is TaskState.Completed or TaskState.Closed;
}

/// <summary>The last verdict of a round.</summary>
/// <param name="Failures">How many versions of the work failed it in all.</param>
public sealed record ReportCheck(CheckRound Round, bool Passed, IReadOnlyList<string> Reasons, int Failures);

/// <param name="Task">The number of the task that it was about; null for the whole run.</param>
/// <param name="WaitedMs">Until it was answered, expired, or now.</param>
public sealed record ReportDecision(string GateId, GateKind Kind, int? Task, GateState State, string Question, GateAnswer? Answer, string? Text, string? DecidedBy, long WaitedMs);

/// <param name="Chain">Numbers of tasks: the fix, what it mends, and what that had mended itself.</param>
/// <param name="Checks">Names of the commands by which the first of them was checked.</param>
public sealed record ReportPatch(IReadOnlyList<int> Chain, string Title, IReadOnlyList<string> Checks);
