using System.Text.Json.Serialization;
using Ov.Core.Graphs;
using Ov.Core.Json;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary>A task as a node of the graph.</summary>
/// <param name="Needs">Numbers of what it needs.</param>
/// <param name="Wave">From 1: how many steps of open work stand before it and with it; null for what is done or will never come.</param>
internal sealed record GraphNode(string TaskId, int Number, string Title, TaskState State, TaskPriority Priority, string Role, IReadOnlyList<int> Needs, int? Wave);

/// <param name="Total">All that there are, shown or not.</param>
/// <param name="More">Some of them were left out.</param>
/// <param name="CriticalPath">Numbers along the longest chain of open work.</param>
/// <param name="Bottlenecks">With <c>--bottlenecks</c>: the greatest share first.</param>
/// <param name="Risk">With <c>--risk</c>; else null.</param>
internal sealed record TaskGraphAnswer(string? Run, IReadOnlyList<GraphNode> Tasks, int Total, IReadOnlyList<int> CriticalPath, IReadOnlyList<Bottleneck> Bottlenecks, GraphRisk? Risk, bool More)
{
    /// <summary>The same for people.</summary>
    [JsonIgnore]
    public IReadOnlyList<TreeLine> Tree { get; init; } = [];
}

/// <param name="Share">Of the shortest ways between two other open tasks: 0 to 1.</param>
internal sealed record Bottleneck(int Number, string Title, double Share);

/// <param name="Never">Numbers of open tasks that wait for something canceled or failed, or for themselves.</param>
/// <param name="Overlaps">Pairs in one wave whose scopes can meet in a file.</param>
internal sealed record TaskWavesAnswer(string? Run, IReadOnlyList<IReadOnlyList<GraphNode>> Waves, int Total, IReadOnlyList<GraphNode> Never, IReadOnlyList<WaveOverlap> Overlaps);

internal sealed record WaveOverlap(int Wave, int One, int Other, string OneGlob, string OtherGlob);

internal sealed record TaskLintAnswer(string? Run, IReadOnlyList<LintFinding> Findings, int Errors, int Warnings, int Checked);

/// <param name="Explanation">With <c>--explain</c>; else null.</param>
internal sealed record TaskReadyAnswer(string? Run, IReadOnlyList<TaskItem> Tasks, int Total, ReadyExplanation? Explanation);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(TaskGraphAnswer))]
[JsonSerializable(typeof(TaskWavesAnswer))]
[JsonSerializable(typeof(TaskLintAnswer))]
[JsonSerializable(typeof(TaskReadyAnswer))]
internal sealed partial class GraphJson : JsonSerializerContext;
