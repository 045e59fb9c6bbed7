using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Phases;
using Ov.Core.Runs;
using Ov.Core.Templates;

namespace Ov.Core.Tasks;

/// <summary>Whether a task can be started now, and if not, why.</summary>
/// <param name="Refusal">Null when it is ready; else not-ready, already-claimed, held, gate-pending, phase-pending or state.</param>
/// <param name="Sentence">What stands in the way; empty when it is ready.</param>
/// <param name="WaitsFor">The needed tasks that are not done yet.</param>
public sealed record TaskReadiness(ErrorCode? Refusal, string Sentence, IReadOnlyList<TaskRecord> WaitsFor)
{
    public static readonly TaskReadiness Ready = new(null, "", []);

    public bool IsReady => Refusal is null;

    /// <summary>What holds it although it is ready: a critical escalation, a gate or a missing plan; null for nothing.</summary>
    public OvException? Hold { get; init; }

    /// <summary>The one needed task that has not landed and whose branch the work begins on (<c>dispatch.stack</c>); null: it begins on the target.</summary>
    public TaskRecord? StandsOn { get; init; }

    /// <param name="onlyReads">For an agent that changes nothing: a gate does not keep it from looking.</param>
    /// <param name="mayStack">A branch would be cut for it now.</param>
    public static TaskReadiness For(Sql sql, TaskRecord task, bool onlyReads = false, bool mayStack = true)
    {
        var run = RunStore.ById(sql, task.RunId)!;
        var readiness = Decide(
            task,
            run,
            task.OwnerId is { } ownerId ? AgentStore.ById(sql, ownerId)?.Name : null,
            TaskStore.Needs(sql, task.Id),
            mayStack);
        return readiness.IsReady ? readiness.Under(new StartHolds(sql, run), task, onlyReads) : readiness;
    }

    /// <summary>The same, unless it is ready and something holds it.</summary>
    /// <param name="onlyReads">For an agent that changes nothing: a gate does not keep it from looking.</param>
    public TaskReadiness Under(StartHolds holds, TaskRecord task, bool onlyReads = false) =>
        IsReady && holds.Over(task, onlyReads) is { } hold ? new TaskReadiness(hold.Code, hold.Message, []) { Hold = hold } : this;

    /// <param name="holder">Name of the agent that holds the task, if one does.</param>
    /// <param name="mayStack">A branch would be cut for it now.</param>
    public static TaskReadiness Decide(TaskRecord task, RunRecord run, string? holder, IReadOnlyList<TaskRecord> needs, bool mayStack = true)
    {
        if (task.State == TaskState.InProgress)
        {
            return new(ErrorCode.AlreadyClaimed, $"Task {task.Number} is held by {holder ?? "nobody that is known"}.", []);
        }

        if (task.State != TaskState.Pending)
        {
            return new(ErrorCode.State, $"Task {task.Number} is {task.State.Word()}, and only a pending task can be started.", []);
        }

        if (run.State != RunState.Active)
        {
            return new(ErrorCode.State, $"Run {run.Name} is {run.State.Word()}, so its tasks are not started any more.", []);
        }

        var open = needs.Where(needed => !IsSatisfied(needed)).ToList();
        return open.Count == 0 ? Ready
            // A branch is cut from one place: what needs two that have not landed waits until one has.
            : mayStack && open is [{ State: TaskState.Completed } lower] && run.Policy is not null && RunTemplate.Of(run).Dispatch.Stack ? Ready with { StandsOn = lower }
            : new(ErrorCode.NotReady, $"Task {task.Number} still waits for {string.Join(" and ", open.Select(Words))}.", open);
    }

    /// <summary>Closed where a branch has to land first, else the owner's word is enough.</summary>
    public static bool IsSatisfied(TaskRecord needed) =>
        needed.State == TaskState.Closed || (needed.State == TaskState.Completed && needed.Branch is null);

    /// <summary>Throws the refusal.</summary>
    /// <exception cref="OvException">not-ready, already-claimed, held, gate-pending, phase-pending or state.</exception>
    public void Require(TaskRecord task)
    {
        if (Hold is { } hold)
        {
            throw hold;
        }

        if (Refusal is not null)
        {
            throw new OvException(Refusal, Sentence, Refusal == ErrorCode.NotReady ? "'ov task ready' lists what can be started." : "'ov task list' shows who holds what.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["waitsFor"] = [.. WaitsFor.Select(task => task.Id)] },
            };
        }
    }

    private static string Words(TaskRecord needed) => needed.State switch
    {
        TaskState.Completed => $"task {needed.Number}, which is completed but has not landed",
        TaskState.Canceled => $"task {needed.Number}, which was canceled",
        _ => $"task {needed.Number} ({needed.State.Word()})",
    };
}
