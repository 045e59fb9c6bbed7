using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>The tasks of one run and what waits for what, read at once; everything asked of it is worked out in memory.</summary>
public sealed class TaskGraph
{
    private static readonly IReadOnlyList<TaskRecord> Nothing = [];

    private readonly Dictionary<string, int> _places;
    private readonly List<TaskRecord>?[] _needs;
    private readonly List<TaskRecord>?[] _neededBy;
    private (IReadOnlyList<TaskRecord> Order, IReadOnlyList<TaskRecord> Left)? _sorted;

    /// <param name="tasks">By number.</param>
    /// <param name="edges">(task, what it needs) by id; one that names an unknown task counts for nothing.</param>
    public TaskGraph(IReadOnlyList<TaskRecord> tasks, IEnumerable<(string Task, string Needs)> edges)
    {
        Tasks = tasks;
        _places = new Dictionary<string, int>(tasks.Count);
        for (var place = 0; place < tasks.Count; place++)
        {
            _places.Add(tasks[place].Id, place);
        }

        var needing = new List<int>?[tasks.Count];
        foreach (var (task, needs) in edges)
        {
            if (_places.TryGetValue(task, out var one) && _places.TryGetValue(needs, out var other))
            {
                (needing[other] ??= []).Add(one);
            }
        }

        // Gone through by number, each list comes to be by number.
        (_needs, _neededBy) = (new List<TaskRecord>?[tasks.Count], new List<TaskRecord>?[tasks.Count]);
        for (var place = 0; place < tasks.Count; place++)
        {
            foreach (var one in needing[place] ?? [])
            {
                (_needs[one] ??= []).Add(tasks[place]);
            }
        }

        for (var place = 0; place < tasks.Count; place++)
        {
            foreach (var needed in _needs[place] ?? [])
            {
                (_neededBy[_places[needed.Id]] ??= []).Add(tasks[place]);
            }
        }
    }

    public IReadOnlyList<TaskRecord> Tasks { get; }

    /// <summary>Those still to be done: neither satisfied nor canceled.</summary>
    public IEnumerable<TaskRecord> Open => Tasks.Where(IsOpen);

    public static TaskGraph Of(Sql sql, string runId) => new(TaskStore.OfRun(sql, runId), TaskStore.Edges(sql, runId));

    public static bool IsOpen(TaskRecord task) => task.State != TaskState.Canceled && !TaskReadiness.IsSatisfied(task);

    /// <summary>By number.</summary>
    public IReadOnlyList<TaskRecord> Needs(TaskRecord task) => (_places.TryGetValue(task.Id, out var place) ? _needs[place] : null) ?? Nothing;

    /// <summary>By number.</summary>
    public IReadOnlyList<TaskRecord> NeededBy(TaskRecord task) => (_places.TryGetValue(task.Id, out var place) ? _neededBy[place] : null) ?? Nothing;

    /// <summary>Every task after all that it needs, lower numbers first; and those that stand in a cycle or behind one.</summary>
    public (IReadOnlyList<TaskRecord> Order, IReadOnlyList<TaskRecord> Left) Sorted() => _sorted ??= Sort();

    private (IReadOnlyList<TaskRecord>, IReadOnlyList<TaskRecord>) Sort()
    {
        var missing = Array.ConvertAll(_needs, needs => needs?.Count ?? 0);
        var free = new PriorityQueue<int, int>(Enumerable.Range(0, Tasks.Count).Where(place => missing[place] == 0).Select(place => (place, Tasks[place].Number)));
        var order = new List<TaskRecord>(Tasks.Count);
        while (free.TryDequeue(out var place, out _))
        {
            order.Add(Tasks[place]);
            foreach (var next in _neededBy[place] ?? [])
            {
                if (--missing[_places[next.Id]] == 0)
                {
                    free.Enqueue(_places[next.Id], next.Number);
                }
            }
        }

        return (order, order.Count == Tasks.Count ? [] : [.. Tasks.Where((_, place) => missing[place] > 0)]);
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
        return [.. DependencyCycle.Through(edges, start.Id, [.. Needs(start).Select(needed => needed.Id)])!.Select(id => Tasks[_places[id]])];
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
