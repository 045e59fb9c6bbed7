using Ov.Core.Checks;
using Ov.Core.Costs;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Reporting;

/// <summary>The rows that a run left behind: all that its report rests on.</summary>
/// <param name="Attempts">How agents ended, by the task's id, oldest first.</param>
/// <param name="Checks">By the task's id, oldest first.</param>
/// <param name="Patches">Which task mends which, by id.</param>
/// <param name="Mishaps">Landings that conflicted, were refused or undone, oldest first.</param>
/// <param name="Used">What each task used, by its id, and '' for no task.</param>
/// <param name="Adopted">What became of actions, by their keys.</param>
public sealed record RunHistory(
    RunRecord Run, IReadOnlyList<TaskRecord> Tasks, ILookup<string, TaskAttempt> Attempts, ILookup<string, CheckRecord> Checks, IReadOnlyList<GateRecord> Gates,
    IReadOnlyList<(string Task, string Patched)> Patches, IReadOnlyList<EventRecord> Mishaps, IReadOnlyList<(string TaskId, CostSum Sum)> Used, CostSum Costs,
    IReadOnlyDictionary<string, string> Adopted, DateTimeOffset Now)
{
    /// <summary>Most checks of one task that are read.</summary>
    private const int MostChecks = 200;

    private const int MostGates = 1000;

    private const int MostMishaps = 1000;

    private readonly Dictionary<string, TaskRecord> _byId = Tasks.ToDictionary(task => task.Id);

    /// <summary>Null for one that is not of this run.</summary>
    public TaskRecord? Task(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    public static RunHistory Read(Sql sql, RunRecord run, DateTimeOffset now)
    {
        var tasks = TaskStore.OfRun(sql, run.Id);
        var used = UsageStore.ByTask(sql, new UsageFilter(run.Id, null, null, null, null, false));
        return new RunHistory(
            run, tasks,
            TaskAttemptStore.OfRun(sql, run.Id).ToLookup(pair => pair.TaskId, pair => pair.Attempt),
            CheckStore.OfRun(sql, run.Id, MostChecks).ToLookup(check => check.TaskId),
            [.. GateStore.Newest(sql, run.Id, MostGates).AsEnumerable().Reverse()],
            TaskPatchStore.OfRun(sql, run.Id),
            EventQuery.Newest(sql, new EventFilter([], [], run.Id, null, ["merge.conflicted", "merge.rejected", "merge.undone"], null), MostMishaps),
            used, CostSum.Of([.. used.Select(pair => pair.Used)]), ReportActionStore.Of(sql, run.Id), now);
    }
}
