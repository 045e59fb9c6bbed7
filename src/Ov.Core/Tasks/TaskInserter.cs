using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>A task put between others that are there already (S0-55).</summary>
/// <param name="After">What it waits for, in words a task is named by.</param>
/// <param name="Before">What waits for it from now on.</param>
/// <param name="Force">Also before a task that somebody works on, who will not wait (S0-59).</param>
public sealed record TaskInsertion(TaskDraft Draft, IReadOnlyList<string> After, IReadOnlyList<string> Before, bool Force);

/// <param name="Needs">Numbers of all that the task needs now.</param>
public sealed record ChangedNeeds(string TaskId, int Number, IReadOnlyList<int> Needs);

/// <param name="Before">The tasks whose needs grew.</param>
/// <param name="Order">Numbers of the new task, of all that it needs and of all that needs it, over any number of steps, in an order in which they can be done.</param>
public sealed record InsertedTask(TaskRecord Task, IReadOnlyList<ChangedNeeds> Before, IReadOnlyList<int> Order, IReadOnlyList<string> Warnings);

/// <summary>Interjects work into a graph that is being worked on: nothing is renumbered, every need that was there stays (S0-55 to S0-61).</summary>
public static class TaskInserter
{
    /// <summary>The new task and everything that changes with it, in the transaction of the caller.</summary>
    /// <exception cref="OvException">usage, not-found, state for a task that is done or under way, cycle with its path, not-operator.</exception>
    public static InsertedTask Insert(Tx tx, RunRecord run, TaskInsertion insertion, Caller caller)
    {
        var task = TaskAdder.Add(tx, run, insertion.Draft with { Needs = insertion.After }, caller);
        var before = TaskText.Clean(insertion.Before).Select(text => TaskNeeds.Require(tx.Sql, run, text)).DistinctBy(next => next.Id).ToList();
        var warnings = before.Select(next => Warning(tx.Sql, next, insertion.Force)).OfType<string>().ToList();
        foreach (var next in before)
        {
            MakeWait(tx, caller, next, task);
        }

        var graph = TaskGraph.Of(tx.Sql, run.Id);
        return new InsertedTask(task, [.. before.Select(next => new ChangedNeeds(next.Id, next.Number, [.. graph.Needs(next).Select(needed => needed.Number)]))], Order(graph, task), warnings);
    }

    private static string? Warning(Sql sql, TaskRecord next, bool force) => next.State switch
    {
        TaskState.Completed or TaskState.Closed or TaskState.Canceled =>
            throw new OvException(ErrorCode.State, $"Task {next.Number} is {next.State.Word()}, so nothing is put before it any more.", "Reopen it first, or add a task that patches it: ov task patch --help"),
        TaskState.InProgress when !force =>
            throw new OvException(ErrorCode.State, $"Task {next.Number} is held by {HolderOf(sql, next)}, who would not wait.", "Release or stop it first, or insert all the same with --force."),
        TaskState.InProgress => $"{HolderOf(sql, next)} works on task {next.Number} already and does not wait.",
        _ => null,
    };

    private static string HolderOf(Sql sql, TaskRecord task) => (task.OwnerId is { } owner ? AgentStore.ById(sql, owner)?.Name : null) ?? "somebody";

    private static void MakeWait(Tx tx, Caller caller, TaskRecord next, TaskRecord task)
    {
        TaskRights.Require(tx.Sql, caller, TaskVerb.Edit, next);
        TaskNeeds.Set(tx, next, [.. TaskStore.Needs(tx.Sql, next.Id), task]);
        tx.Record(new EventDraft("task.edited") { RunId = next.RunId, Actor = caller.Actor, TaskId = next.Id, AgentId = next.OwnerId, Text = $"needs: {task.Number} was put before it" });
    }

    private static List<int> Order(TaskGraph graph, TaskRecord task)
    {
        var near = new HashSet<string>([.. All(task, graph.Needs), .. All(task, graph.NeededBy)]);
        return [.. graph.Sorted().Order.Where(other => near.Contains(other.Id)).Select(other => other.Number)];
    }

    private static HashSet<string> All(TaskRecord task, Func<TaskRecord, IEnumerable<TaskRecord>> step)
    {
        var seen = new HashSet<string> { task.Id };
        var pending = new Stack<TaskRecord>([task]);
        while (pending.TryPop(out var at))
        {
            foreach (var next in step(at).Where(next => seen.Add(next.Id)))
            {
                pending.Push(next);
            }
        }

        return seen;
    }
}
