using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>The tasks of one run and what waits for what, read at once; everything asked of it is worked out in memory.</summary>
public sealed class TaskGraph
{
    private readonly Dictionary<string, TaskRecord> _tasks;
    private readonly ILookup<string, TaskRecord> _needs;
    private readonly ILookup<string, TaskRecord> _neededBy;

    /// <param name="tasks">By number.</param>
    /// <param name="edges">(task, what it needs) by id; one that names an unknown task counts for nothing.</param>
    public TaskGraph(IReadOnlyList<TaskRecord> tasks, IEnumerable<(string Task, string Needs)> edges)
    {
        Tasks = tasks;
        _tasks = tasks.ToDictionary(task => task.Id);
        var known = edges.Where(edge => _tasks.ContainsKey(edge.Task) && _tasks.ContainsKey(edge.Needs)).ToList();
        _needs = known.OrderBy(edge => _tasks[edge.Needs].Number).ToLookup(edge => edge.Task, edge => _tasks[edge.Needs]);
        _neededBy = known.OrderBy(edge => _tasks[edge.Task].Number).ToLookup(edge => edge.Needs, edge => _tasks[edge.Task]);
    }

    public IReadOnlyList<TaskRecord> Tasks { get; }

    /// <summary>Those still to be done: neither satisfied nor canceled.</summary>
    public IEnumerable<TaskRecord> Open => Tasks.Where(IsOpen);

    public static TaskGraph Of(Sql sql, string runId) => new(TaskStore.OfRun(sql, runId), TaskStore.Edges(sql, runId));

    public static bool IsOpen(TaskRecord task) => task.State != TaskState.Canceled && !TaskReadiness.IsSatisfied(task);

    public IEnumerable<TaskRecord> Needs(TaskRecord task) => _needs[task.Id];

    public IEnumerable<TaskRecord> NeededBy(TaskRecord task) => _neededBy[task.Id];

    /// <summary>Every task after all that it needs, lower numbers first; and those that stand in a cycle or behind one.</summary>
    public (IReadOnlyList<TaskRecord> Order, IReadOnlyList<TaskRecord> Left) Sorted()
    {
        var missing = Tasks.ToDictionary(task => task.Id, task => Needs(task).Count());
        var free = new PriorityQueue<TaskRecord, int>(Tasks.Where(task => missing[task.Id] == 0).Select(task => (task, task.Number)));
        var order = new List<TaskRecord>(Tasks.Count);
        while (free.TryDequeue(out var task, out _))
        {
            order.Add(task);
            foreach (var next in NeededBy(task))
            {
                if (--missing[next.Id] == 0)
                {
                    free.Enqueue(next, next.Number);
                }
            }
        }

        return (order, [.. Tasks.Where(task => missing[task.Id] > 0)]);
    }

    /// <summary>The tasks of one cycle in order, the first again at its end; null when there is none.</summary>
    public IReadOnlyList<TaskRecord>? Cycle()
    {
        var left = Sorted().Left.ToDictionary(task => task.Id);
        if (left.Count == 0)
        {
            return null;
        }

        // Each of them needs another of them, so going on from any ends in a cycle.
        var (seen, at) = (new HashSet<string>(), left.Values.MinBy(task => task.Number)!);
        while (seen.Add(at.Id))
        {
            at = Needs(at).First(needed => left.ContainsKey(needed.Id));
        }

        var start = Through(at, left.Values).MinBy(task => task.Number)!;
        return Through(start, left.Values);
    }

    private List<TaskRecord> Through(TaskRecord start, IEnumerable<TaskRecord> tasks)
    {
        var edges = tasks.Where(task => task.Id != start.Id).SelectMany(task => Needs(task).Select(needed => (task.Id, needed.Id))).ToList();
        return [.. DependencyCycle.Through(edges, start.Id, [.. Needs(start).Select(needed => needed.Id)])!.Select(id => _tasks[id])];
    }

    /// <summary>Whether one of the two waits for the other, over any number of steps.</summary>
    public bool AreOrdered(TaskRecord one, TaskRecord other) => Reaches(one, other) || Reaches(other, one);

    private bool Reaches(TaskRecord from, TaskRecord to)
    {
        var seen = new HashSet<string> { from.Id };
        var pending = new Stack<TaskRecord>([from]);
        while (pending.TryPop(out var task))
        {
            if (task.Id == to.Id)
            {
                return true;
            }

            foreach (var needed in Needs(task).Where(needed => seen.Add(needed.Id)))
            {
                pending.Push(needed);
            }
        }

        return false;
    }
}
