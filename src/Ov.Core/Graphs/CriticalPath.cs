using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>The longest chain of open tasks: the work cannot end before each of them was done in turn (S2-62).</summary>
public static class CriticalPath
{
    /// <summary>From the first to the last; of chains of one length the one over lower numbers. What stands in a cycle is left out.</summary>
    public static IReadOnlyList<TaskRecord> Of(TaskGraph graph) => Heaviest(graph, _ => 1);

    /// <summary>As <see cref="Of"/>, where tasks count unequally.</summary>
    public static IReadOnlyList<TaskRecord> Heaviest(TaskGraph graph, Func<TaskRecord, double> weight)
    {
        var lengths = new Dictionary<string, double>();
        var before = new Dictionary<string, TaskRecord?>();
        TaskRecord? last = null;
        foreach (var task in graph.Sorted().Order.Where(TaskGraph.IsOpen))
        {
            var longest = graph.Needs(task).Where(needed => lengths.ContainsKey(needed.Id)).MaxBy(needed => lengths[needed.Id]);
            before[task.Id] = longest;
            lengths[task.Id] = weight(task) + (longest is null ? 0 : lengths[longest.Id]);
            if (last is null || lengths[task.Id] > lengths[last.Id])
            {
                last = task;
            }
        }

        var path = new List<TaskRecord>();
        for (var at = last; at is not null; at = before[at.Id])
        {
            path.Add(at);
        }

        path.Reverse();
        return path;
    }
}
