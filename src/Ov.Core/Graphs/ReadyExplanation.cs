using System.Text.Json.Serialization;
using Ov.Core.Json;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>Why what is not ready is not, task by task (S0-22 to S0-24).</summary>
/// <param name="Verdict">The whole in one word.</param>
/// <param name="Pending">A blocked task counts as blocked and not as pending.</param>
/// <param name="Done">Completed or closed.</param>
public sealed record ReadyExplanation(ReadyVerdict Verdict, string Sentence, int Total, int Pending, int InProgress, int Done, int Blocked, IReadOnlyList<NotReady> Waiting)
{
    /// <summary>Of no run at all.</summary>
    public static readonly ReadyExplanation None = new(ReadyVerdict.NoTasks, Words(ReadyVerdict.NoTasks, 0, 0, 0), 0, 0, 0, 0, 0, []);

    /// <param name="holders">Names of the agents that hold tasks, by the task's id.</param>
    /// <param name="held">What holds tasks that are ready otherwise, by the task's id.</param>
    public static ReadyExplanation Of(TaskGraph graph, RunRecord run, IReadOnlyDictionary<string, string> holders, IReadOnlyDictionary<string, TaskReadiness>? held = null)
    {
        var decided = graph.Tasks.Select(task => (Task: task, Readiness: held?.GetValueOrDefault(task.Id) ?? TaskReadiness.Decide(task, run, holders.GetValueOrDefault(task.Id), graph.Needs(task)))).ToList();
        var waiting = decided.Where(row => !row.Readiness.IsReady && row.Task.State is not (TaskState.Closed or TaskState.Canceled))
            .Select(row => new NotReady(row.Task.Id, row.Task.Number, row.Task.Title, Reason(row.Task, run, row.Readiness), row.Readiness.Sentence, [.. row.Readiness.WaitsFor.Select(needed => needed.Number)])).ToList();
        int Count(params TaskState[] states) => graph.Tasks.Count(task => states.Contains(task.State));
        var (ready, running, done) = (decided.Count(row => row.Readiness.IsReady), Count(TaskState.InProgress), Count(TaskState.Completed, TaskState.Closed));
        var verdict = graph.Tasks.Count == 0 ? ReadyVerdict.NoTasks
            : ready > 0 ? ReadyVerdict.Ready
            : graph.Tasks.All(task => task.State == TaskState.Canceled || TaskReadiness.IsSatisfied(task)) ? ReadyVerdict.AllDone
            : running > 0 ? ReadyVerdict.Running
            : waiting.Any(row => row.Reason == NotReadyReason.NotLanded) ? ReadyVerdict.Landing
            : ReadyVerdict.Stuck;
        return new ReadyExplanation(verdict, Words(verdict, ready, running, waiting.Count) + Stacked(decided), graph.Tasks.Count, Count(TaskState.Pending), running, done, Count(TaskState.Blocked), waiting);
    }

    private static string Stacked(IEnumerable<(TaskRecord Task, TaskReadiness Readiness)> decided) => string.Concat(
        decided.Where(row => row.Readiness.StandsOn is not null).Select(row => $" Task {row.Task.Number} begins on the branch of task {row.Readiness.StandsOn!.Number}, which has not landed."));

    private static string Words(ReadyVerdict verdict, int ready, int running, int waiting) => verdict switch
    {
        ReadyVerdict.NoTasks => "There are no tasks.",
        ReadyVerdict.AllDone => "Everything is done.",
        ReadyVerdict.Ready => $"{ready} can be started now.",
        ReadyVerdict.Running => $"{running} in progress; the rest waits.",
        ReadyVerdict.Landing => "What is reported done has still to land.",
        _ => $"Stuck: nothing is in progress, and each of the {waiting} open tasks waits for something that will not come by itself.",
    };

    private static NotReadyReason Reason(TaskRecord task, RunRecord run, TaskReadiness readiness) => task.State switch
    {
        TaskState.InProgress => NotReadyReason.InProgress,
        TaskState.Completed => NotReadyReason.NotLanded,
        TaskState.Blocked => NotReadyReason.Blocked,
        TaskState.Failed => NotReadyReason.Failed,
        _ when readiness.Refusal == ErrorCode.GatePending => NotReadyReason.Gate,
        _ when readiness.Refusal == ErrorCode.PhasePending => NotReadyReason.Phase,
        _ when readiness.Refusal == ErrorCode.Held => NotReadyReason.Held,
        _ when run.State != RunState.Active => NotReadyReason.RunEnded,
        _ when readiness.WaitsFor.Any(needed => needed.State == TaskState.Canceled) => NotReadyReason.NeedCanceled,
        _ when readiness.WaitsFor.Any(needed => needed.State == TaskState.Failed) => NotReadyReason.NeedFailed,
        _ when readiness.WaitsFor.Any(needed => needed.State == TaskState.Blocked) => NotReadyReason.NeedBlocked,
        _ => NotReadyReason.Waits,
    };
}

/// <param name="WaitsFor">Numbers of the needed tasks that are not done.</param>
public sealed record NotReady(string TaskId, int Number, string Title, NotReadyReason Reason, string Sentence, IReadOnlyList<int> WaitsFor);

/// <summary>How it stands with a run's tasks.</summary>
[JsonConverter(typeof(SnakeEnum<ReadyVerdict>))]
public enum ReadyVerdict
{
    NoTasks,
    AllDone,
    Ready,
    Running,

    /// <summary>Nothing runs, but a reported branch has still to land.</summary>
    Landing,

    /// <summary>Nothing runs and nothing can be started.</summary>
    Stuck,
}

/// <summary>What keeps one task from being started.</summary>
[JsonConverter(typeof(SnakeEnum<NotReadyReason>))]
public enum NotReadyReason
{
    InProgress,

    /// <summary>Reported done; its branch has not landed, or its owner's word is to be confirmed.</summary>
    NotLanded,
    Blocked,
    Failed,
    Waits,
    NeedBlocked,
    NeedFailed,
    NeedCanceled,
    RunEnded,

    /// <summary>A gate holds it.</summary>
    Gate,

    /// <summary>A critical escalation holds its area.</summary>
    Held,

    /// <summary>A phase that the run's template puts before its work is not done.</summary>
    Phase,
}
