using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Agents;

/// <summary>A reserved place: the rows exist, git and processes do not know of it yet.</summary>
/// <param name="Task">Null for who coordinates: such an agent holds no task.</param>
/// <param name="Secret">The incarnation's secret in clear; nothing but its hash is stored.</param>
public sealed record SlingSeat(
    string Argument, RunRecord Run, AgentRecord Agent, TaskRecord? Task, SlingIntent Intent, string Secret, IReadOnlyList<int> Ports, SlingPlan Plan)
{
    /// <summary>The folders of a sparse checkout; empty for a full one.</summary>
    public IReadOnlyList<string> Sparse { get; init; } = [];

    /// <summary>What <c>--inherit</c> came to; null when it was not asked for.</summary>
    public string? Inherits { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
