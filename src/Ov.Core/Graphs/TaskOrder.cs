using System.Collections;
using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>What each task of a graph waits for over any number of steps, worked out for all at once: asking about thousands of pairs then walks nothing.</summary>
internal sealed class TaskOrder
{
    private readonly TaskGraph _graph;
    private readonly Dictionary<string, int> _places = [];
    private readonly List<BitArray> _before = [];

    public TaskOrder(TaskGraph graph)
    {
        _graph = graph;
        var order = graph.Sorted().Order;
        foreach (var task in order)
        {
            var before = new BitArray(order.Count);
            foreach (var place in graph.Needs(task).Select(needed => _places[needed.Id]))
            {
                before.Or(_before[place])[place] = true;
            }

            _places[task.Id] = _before.Count;
            _before.Add(before);
        }
    }

    /// <inheritdoc cref="TaskGraph.AreOrdered"/>
    public bool AreOrdered(TaskRecord one, TaskRecord other) =>
        // Tasks in a cycle or behind one have no place in the order.
        _places.TryGetValue(one.Id, out var first) && _places.TryGetValue(other.Id, out var then) ? _before[first][then] || _before[then][first] : _graph.AreOrdered(one, other);
}
