using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>
/// Open tasks by how many others have to be done before them (S2-62). A wave is a picture, not a barrier: each task starts once its own
/// needs are met (S2-64).
/// </summary>
/// <param name="Waves">The first holds what runs or could run now.</param>
/// <param name="Never">What waits, over any number of steps, for a task that was canceled or has failed, or for itself.</param>
public sealed record TaskWaves(IReadOnlyList<IReadOnlyList<TaskRecord>> Waves, IReadOnlyList<TaskRecord> Never)
{
    public static TaskWaves Of(TaskGraph graph)
    {
        var (order, left) = graph.Sorted();
        var depths = new Dictionary<string, int?>();
        foreach (var task in order)
        {
            depths[task.Id] = Depth(task, graph, depths);
        }

        var open = order.Where(TaskGraph.IsOpen).ToList();
        return new TaskWaves(
            [.. open.Where(task => depths[task.Id] is not null).GroupBy(task => depths[task.Id]!.Value).OrderBy(wave => wave.Key).Select(wave => (IReadOnlyList<TaskRecord>)[.. wave.OrderBy(task => task.Number)])],
            [.. open.Where(task => depths[task.Id] is null).Concat(left).OrderBy(task => task.Number)]);
    }

    /// <summary>0 for what is done, then the number of the wave; null for what will never come.</summary>
    private static int? Depth(TaskRecord task, TaskGraph graph, Dictionary<string, int?> depths)
    {
        if (TaskReadiness.IsSatisfied(task))
        {
            return 0;
        }

        if (task.State is TaskState.Canceled or TaskState.Failed)
        {
            return null;
        }

        var deepest = 0;
        foreach (var needed in graph.Needs(task))
        {
            if (depths[needed.Id] is not { } depth)
            {
                return null;
            }

            deepest = Math.Max(deepest, depth);
        }

        return deepest + 1;
    }
}
