using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>
/// How much of the open work goes through each task: the share of shortest ways between two others that lead over it (betweenness
/// after Brandes, S2-62).
/// </summary>
public static class Bottlenecks
{
    /// <returns>From 0 to 1, the greatest first; tasks that nothing goes through are left out.</returns>
    public static IReadOnlyList<(TaskRecord Task, double Share)> Of(TaskGraph graph)
    {
        var open = graph.Open.ToList();
        var shares = open.ToDictionary(task => task.Id, _ => 0.0);
        foreach (var from in open)
        {
            AddWaysFrom(from, graph, shares);
        }

        var pairs = (double)(open.Count - 1) * (open.Count - 2);
        return [.. open.Where(task => shares[task.Id] > 0).Select(task => (task, Math.Round(shares[task.Id] / pairs, 4))).OrderByDescending(row => row.Item2).ThenBy(row => row.task.Number)];
    }

    private static void AddWaysFrom(TaskRecord from, TaskGraph graph, Dictionary<string, double> shares)
    {
        var ways = new Dictionary<string, (int Distance, double Count)> { [from.Id] = (0, 1) };
        var visited = new List<TaskRecord>();
        var pending = new Queue<TaskRecord>([from]);
        while (pending.TryDequeue(out var task))
        {
            visited.Add(task);
            var (distance, count) = ways[task.Id];
            foreach (var next in graph.NeededBy(task).Where(TaskGraph.IsOpen))
            {
                if (!ways.TryGetValue(next.Id, out var known))
                {
                    ways[next.Id] = (distance + 1, count);
                    pending.Enqueue(next);
                }
                else if (known.Distance == distance + 1)
                {
                    ways[next.Id] = (known.Distance, known.Count + count);
                }
            }
        }

        var carried = new Dictionary<string, double>();
        foreach (var task in Enumerable.Reverse(visited))
        {
            var (distance, count) = ways[task.Id];
            var through = graph.NeededBy(task).Where(next => ways.TryGetValue(next.Id, out var way) && way.Distance == distance + 1)
                .Sum(next => count / ways[next.Id].Count * (1 + carried[next.Id]));
            carried[task.Id] = through;
            if (task.Id != from.Id)
            {
                shares[task.Id] += through;
            }
        }
    }
}
