using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>
/// Which of some tasks each task of a graph waits for over any number of steps, worked out for all at once: asking about thousands of
/// pairs then walks nothing, and a need that is added changes only what is behind it.
/// </summary>
internal sealed class TaskOrder
{
    private readonly TaskGraph _graph;
    private readonly Dictionary<string, int> _columns = [];
    private readonly Dictionary<string, ulong[]> _before = [];
    private readonly Dictionary<string, List<TaskRecord>> _added = [];

    /// <param name="asked">Only these are asked about.</param>
    public TaskOrder(TaskGraph graph, IEnumerable<TaskRecord> asked)
    {
        _graph = graph;
        foreach (var task in asked)
        {
            _columns.TryAdd(task.Id, _columns.Count);
        }

        var (order, left) = graph.Sorted();
        foreach (var task in order)
        {
            foreach (var needed in graph.Needs(task))
            {
                Take(task, needed);
            }
        }

        // What stands in a cycle or behind one has no place in the order, and is told until nothing changes.
        foreach (var task in left)
        {
            foreach (var needed in graph.Needs(task))
            {
                Tell(task, needed);
            }
        }
    }

    /// <inheritdoc cref="TaskGraph.AreOrdered"/>
    /// <remarks>Of two different tasks that are asked about.</remarks>
    public bool AreOrdered(TaskRecord one, TaskRecord other) => Waits(one, other) || Waits(other, one);

    /// <summary>From now on the one waits for the other, and with it all that waits for it.</summary>
    public void Add(TaskRecord task, TaskRecord needed)
    {
        if (!_added.TryGetValue(needed.Id, out var behind))
        {
            _added[needed.Id] = behind = [];
        }

        behind.Add(task);
        Tell(task, needed);
    }

    private bool Waits(TaskRecord task, TaskRecord needed) =>
        _before.TryGetValue(task.Id, out var row) && _columns[needed.Id] is var column && (row[column / 64] & (1UL << (column % 64))) != 0;

    private void Tell(TaskRecord task, TaskRecord needed)
    {
        var pending = new Stack<(TaskRecord Task, TaskRecord Needed)>([(task, needed)]);
        while (pending.TryPop(out var pair))
        {
            if (Take(pair.Task, pair.Needed))
            {
                foreach (var next in _graph.NeededBy(pair.Task).Concat(_added.GetValueOrDefault(pair.Task.Id) ?? []))
                {
                    pending.Push((next, pair.Task));
                }
            }
        }
    }

    /// <summary>The one waits for all that the other waits for, and for the other itself.</summary>
    /// <returns>Whether that says anything new.</returns>
    private bool Take(TaskRecord task, TaskRecord needed)
    {
        var (more, isAsked) = (_before.GetValueOrDefault(needed.Id), _columns.TryGetValue(needed.Id, out var column));
        if (more is null && !isAsked)
        {
            return false;
        }

        if (!_before.TryGetValue(task.Id, out var row))
        {
            _before[task.Id] = row = new ulong[(_columns.Count + 63) / 64];
        }

        var isNew = false;
        if (isAsked)
        {
            isNew = (row[column / 64] & (1UL << (column % 64))) == 0;
            row[column / 64] |= 1UL << (column % 64);
        }

        for (var i = 0; more is not null && i < row.Length; i++)
        {
            isNew |= (more[i] & ~row[i]) != 0;
            row[i] |= more[i];
        }

        return isNew;
    }
}
