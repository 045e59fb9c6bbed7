using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>
/// A graph as a tree in which each task stands once, at the end of the longest chain that leads to it; what else it needs is named beside it.
/// </summary>
/// <param name="Lead">Lines that lead to it, such as <c>│  └─ </c>.</param>
/// <param name="AlsoNeeds">What it needs besides the task it stands below.</param>
public sealed record TreeLine(string Lead, TaskRecord Task, IReadOnlyList<TaskRecord> AlsoNeeds)
{
    /// <summary>From the tasks that need nothing; those in a cycle or behind one come last, below nothing.</summary>
    public static IReadOnlyList<TreeLine> Of(TaskGraph graph)
    {
        var (order, left) = graph.Sorted();
        var depths = new Dictionary<string, int>();
        foreach (var task in order)
        {
            depths[task.Id] = graph.Needs(task).Select(needed => depths[needed.Id]).DefaultIfEmpty().Max() + 1;
        }

        var above = order.ToDictionary(task => task.Id, task => graph.Needs(task).MaxBy(needed => depths[needed.Id]));
        var below = order.Where(task => above[task.Id] is not null).ToLookup(task => above[task.Id]!.Id);
        var lines = new List<TreeLine>(graph.Tasks.Count);
        // A stack, not calls within calls: a chain may be as long as the run.
        var pending = new Stack<(TaskRecord Task, string Lead, string Below)>(order.Where(task => above[task.Id] is null).Reverse().Select(task => (task, "", "")));
        while (pending.TryPop(out var at))
        {
            lines.Add(new TreeLine(at.Lead, at.Task, [.. graph.Needs(at.Task).Where(needed => needed.Id != above[at.Task.Id]?.Id)]));
            var children = below[at.Task.Id].ToList();
            for (var i = children.Count - 1; i >= 0; i--)
            {
                var isLast = i == children.Count - 1;
                pending.Push((children[i], at.Below + (isLast ? "└─ " : "├─ "), at.Below + (isLast ? "   " : "│  ")));
            }
        }

        return [.. lines, .. left.Select(task => new TreeLine("", task, [.. graph.Needs(task)]))];
    }
}
