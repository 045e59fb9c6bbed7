using Ov.Core.Checks;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Planning;

/// <summary>A proposal beside the others, with what speaks for it (S0-70).</summary>
/// <param name="Approach">What its agent says it did; null while nobody has reported.</param>
/// <param name="Effectiveness">The last verdict of each check and the tests that were run.</param>
/// <param name="Tangential">It lies beside the goals of the run.</param>
/// <param name="Commits">Oldest first.</param>
/// <param name="Files">What they change.</param>
/// <param name="Meets">Numbers of the other proposals that change the same files.</param>
/// <param name="Recommended">What the record speaks for; null while it is not done.</param>
public sealed record TriageRow(
    string TaskId, int Number, string Title, TaskState State, string Hypothesis, string Domain, IReadOnlyList<string> Validation, string? Approach, IReadOnlyList<string> Effectiveness,
    bool Tangential, IReadOnlyList<string> Commits, IReadOnlyList<string> Files, IReadOnlyList<int> Meets, TriageVerdict? Recommended, string Why, TriageVerdict? Verdict, string? Reason, string? DecidedBy)
{
    /// <summary>Every proposal of a run, by number.</summary>
    public static IReadOnlyList<TriageRow> All(OvApp app, string runId)
    {
        var found = app.Ledger.Read(sql => EmergentStore.OfRun(sql, runId).Select(emergent => Found(sql, emergent)).ToList());
        var commits = found.ToDictionary(one => one.Task.Id, one => TaskCommits.Of(app, one.Task));
        return [.. found.Select(one => Row(one, commits, found))];
    }

    private static (EmergentTask Emergent, TaskRecord Task, IReadOnlyList<CheckRecord> Checks, IReadOnlyList<string> Tests) Found(Sql sql, EmergentTask emergent) => (
        emergent, TaskStore.ById(sql, emergent.TaskId)!, [.. CheckStore.OfTask(sql, emergent.TaskId, 20).GroupBy(check => check.Round).Select(round => round.First()).OrderBy(check => check.Round)],
        [.. TaskAttemptStore.Of(sql, emergent.TaskId).SelectMany(attempt => attempt.TestsRun).Distinct()]);

    private static TriageRow Row(
        (EmergentTask Emergent, TaskRecord Task, IReadOnlyList<CheckRecord> Checks, IReadOnlyList<string> Tests) one, Dictionary<string, TaskCommits> commits,
        List<(EmergentTask Emergent, TaskRecord Task, IReadOnlyList<CheckRecord> Checks, IReadOnlyList<string> Tests)> all)
    {
        var (emergent, task, checks, tests) = one;
        var own = commits[task.Id];
        var (recommended, why) = TriageAdvice.For(task, checks, emergent.Tangential);
        return new TriageRow(
            task.Id, task.Number, task.Title, task.State, emergent.Hypothesis, emergent.Domain, emergent.Validation, task.Summary,
            [.. checks.Select(check => $"{check.Round.Word()}: {(check.Passed ? "passed" : string.Join("; ", check.Reasons))}"), .. tests.Select(test => $"ran {test}")], emergent.Tangential,
            own.Commits, own.Files, [.. all.Where(other => other.Task.Id != task.Id && commits[other.Task.Id].Files.Intersect(own.Files).Any()).Select(other => other.Task.Number)],
            recommended, why, emergent.Verdict, emergent.Reason, emergent.DecidedBy);
    }
}
