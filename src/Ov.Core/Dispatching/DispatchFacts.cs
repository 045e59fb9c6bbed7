using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Dispatching;

/// <summary>All that a decision about starts rests on.</summary>
/// <param name="Live">Agents of the run that live.</param>
/// <param name="Free">How many more the project's limits allow.</param>
/// <param name="Held">What holds tasks that are ready otherwise, by the task's id.</param>
/// <param name="Packages">The package of each task, by the task's id; one that is missing is a package of its own.</param>
/// <param name="Spawned">When the tick started an agent of this run last.</param>
/// <param name="Ended">When an agent of this run ended last.</param>
public sealed record DispatchFacts(
    RunRecord Run, RunTemplate Policy, TaskGraph Graph, IReadOnlyList<AgentRecord> Live, int Free, IReadOnlyDictionary<string, TaskReadiness> Held,
    IReadOnlyDictionary<string, string> Packages, DateTimeOffset? Spawned, DateTimeOffset? Ended, DateTimeOffset Now)
{
    /// <summary>More agents of the run than this do not start unasked, unless the run names a cap of its own; 0: never that.</summary>
    public int AskAbove { get; init; }

    /// <summary>Ids of the tasks whose planners look for more work.</summary>
    public IReadOnlyList<string> Rounds { get; init; } = [];

    /// <summary>Ids of the tasks of those who look and plan before the run's work begins.</summary>
    public IReadOnlyList<string> PlanSteps { get; init; } = [];
}
