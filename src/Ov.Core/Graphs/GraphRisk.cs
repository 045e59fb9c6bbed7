using System.Globalization;
using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>Where open work is likely to fail and what that would cost (S2-66, S2-67). What a task does not say counts as low, isolated and narrow.</summary>
/// <param name="Path">Numbers along the chain whose failures would cost the most.</param>
/// <param name="PathRisk">The sum along it of the chance to fail, times the weight of what would suffer.</param>
/// <param name="Distribution">How many open tasks say which risk, the least risk first; those that say none last.</param>
/// <param name="Cost">What all open tasks together are expected to cost, where a task of breadth single that always succeeds costs 1.</param>
/// <param name="Reviews">Where a review is worth it before work goes on.</param>
public sealed record GraphRisk(IReadOnlyList<int> Path, double PathRisk, IReadOnlyList<RiskCount> Distribution, double Cost, IReadOnlyList<ReviewAdvice> Reviews)
{
    /// <summary>How much of what was right is still right one step further.</summary>
    private const double KeptPerStep = 0.9;

    /// <summary>A longest chain of fewer tasks says nothing.</summary>
    private const int ShortestChain = 3;

    /// <summary>Through which share of the ways a task is a bottleneck.</summary>
    private const double BottleneckShare = 0.25;

    /// <param name="groups">The active groups by name, with the ids of their tasks.</param>
    public static GraphRisk Of(TaskGraph graph, IReadOnlyList<(string Name, IReadOnlyList<string> Tasks)> groups)
    {
        var path = CriticalPath.Heaviest(graph, Exposure);
        return new GraphRisk(
            [.. path.Select(task => task.Number)], Math.Round(path.Sum(Exposure), 3),
            [.. TaskMetadata.WordsOf(TaskMetadata.Risk).Append(null).Select(word => new RiskCount(word, graph.Open.Count(task => TaskMetadata.Of(task.Metadata, TaskMetadata.Risk) == word))).Where(count => count.Tasks > 0)],
            Math.Round(Costs(graph), 2), Advised(graph, groups));
    }

    private static double Chance(TaskRecord task) => TaskGraph.IsOpen(task) ? TaskMetadata.Rank(task, TaskMetadata.Risk) switch { 0 => .98, 2 => .80, 3 => .65, 4 => .50, _ => .90 } : 1;

    private static double Exposure(TaskRecord task) => (1 - Chance(task)) * (TaskMetadata.Rank(task, TaskMetadata.Impact) switch { 1 => 1.5, 2 => 2, 3 => 3, _ => 1 });

    /// <summary>A task builds on the worst of what it needs, and is tried until it succeeds.</summary>
    private static double Costs(TaskGraph graph)
    {
        var quality = new Dictionary<string, double>();
        var sum = 0.0;
        foreach (var task in graph.Sorted().Order.Where(task => task.State != TaskState.Canceled))
        {
            var needs = graph.Needs(task).Where(needed => quality.ContainsKey(needed.Id)).Select(needed => quality[needed.Id]).ToList();
            quality[task.Id] = Chance(task) * (needs.Count == 0 ? 1 : needs.Min() * KeptPerStep);
            sum += TaskGraph.IsOpen(task) ? ((TaskMetadata.Rank(task, TaskMetadata.Breadth) ?? 1) + 1) / quality[task.Id] : 0;
        }

        return sum;
    }

    /// <summary>Before what is risky or long waited for, and before a group lands; what a review comes before already is left out (S2-67).</summary>
    private static List<ReviewAdvice> Advised(TaskGraph graph, IReadOnlyList<(string Name, IReadOnlyList<string> Tasks)> groups)
    {
        var advised = new List<ReviewAdvice>();
        var chain = CriticalPath.Of(graph) is { Count: >= ShortestChain } path ? path.Select(task => task.Id).ToHashSet() : [];
        var narrow = Bottlenecks.Of(graph).Where(row => row.Share >= BottleneckShare).Select(row => row.Task.Id).ToHashSet();
        foreach (var task in graph.Open.Where(task => !IsReview(task) && !graph.Needs(task).Any(IsReview)))
        {
            var reasons = new List<string>();
            if (TaskMetadata.Rank(task, TaskMetadata.Risk) >= 3)
            {
                reasons.Add($"its risk is {TaskMetadata.Of(task.Metadata, TaskMetadata.Risk)}");
            }

            reasons.AddRange(chain.Contains(task.Id) ? ["it is on the longest chain"] : []);
            reasons.AddRange(narrow.Contains(task.Id) ? ["much of the work goes through it"] : []);
            advised.AddRange(reasons.Count > 0 ? [new ReviewAdvice(task.Number, null, reasons)] : []);
        }

        foreach (var (name, ids) in groups)
        {
            var open = graph.Open.Where(task => ids.Contains(task.Id)).ToList();
            advised.AddRange(open.Count > 1 && !open.Exists(IsReview) ? [new ReviewAdvice(null, name, [string.Create(CultureInfo.InvariantCulture, $"{open.Count} tasks of it land")])] : []);
        }

        return advised;
    }

    private static bool IsReview(TaskRecord task) => TaskMetadata.Of(task.Metadata, TaskMetadata.Level) == "review";
}

/// <param name="Risk">Null for tasks that say nothing.</param>
public sealed record RiskCount(string? Risk, int Tasks);

/// <summary>A place before which a review is worth it: a task, or the landing of a group.</summary>
/// <param name="Number">Of the task; null for a group.</param>
/// <param name="Group">Its name; null for a task.</param>
public sealed record ReviewAdvice(int? Number, string? Group, IReadOnlyList<string> Reasons);
