namespace Ov.Core.Tasks;

/// <summary>Finds the cycle that new dependencies would close.</summary>
public static class DependencyCycle
{
    /// <summary>
    /// The shortest way from a task over its new needs back to itself, both ends included, or null. The other edges are expected to be
    /// free of cycles, and to hold none that starts at this task.
    /// </summary>
    public static IReadOnlyList<string>? Through(IReadOnlyList<(string Task, string Needs)> edges, string task, IReadOnlyList<string> newNeeds)
    {
        var needs = edges.ToLookup(edge => edge.Task, edge => edge.Needs);
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>();
        foreach (var needed in newNeeds)
        {
            if (from.TryAdd(needed, task))
            {
                next.Enqueue(needed);
            }
        }

        while (next.TryDequeue(out var at))
        {
            if (at == task)
            {
                return Path(from, task);
            }

            foreach (var needed in needs[at])
            {
                if (from.TryAdd(needed, at))
                {
                    next.Enqueue(needed);
                }
            }
        }

        return null;
    }

    private static List<string> Path(Dictionary<string, string> from, string task)
    {
        var path = new List<string> { task };
        for (var at = from[task]; at != task; at = from[at])
        {
            path.Add(at);
        }

        path.Add(task);
        path.Reverse();
        return path;
    }
}
