using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>Tasks as they are shown, many at once: what they share is read once a run instead of once a task.</summary>
public sealed class TaskItemReader(Sql sql)
{
    private readonly Dictionary<string, Shared> _runs = [];
    private readonly Dictionary<string, string?> _names = [];

    /// <param name="run">Whose tasks are read.</param>
    /// <param name="graph">Those tasks, where the caller has read them already.</param>
    public TaskItemReader(Sql sql, RunRecord run, TaskGraph graph) : this(sql) => _runs[run.Id] = Read(run, graph);

    /// <summary>Name of the agent that holds it or finished it.</summary>
    public string? Owner(TaskRecord task) => task.OwnerId is { } id ? Name(id) : null;

    /// <summary>Whether others have to be done before it.</summary>
    public bool Waits(TaskRecord task) => RunOf(task) is var run && TaskReadiness.Decide(task, run.Run, null, run.Graph.Needs(task)).WaitsFor.Count > 0;

    public TaskItem Of(TaskRecord task)
    {
        var run = RunOf(task);
        var (owner, needs) = (Owner(task), run.Graph.Needs(task));
        return TaskItem.Of(task, owner, needs, TaskReadiness.Decide(task, run.Run, owner, needs).Under(run.Holds, task), [.. run.Files[task.Id]]);
    }

    private Shared RunOf(TaskRecord task) =>
        _runs.TryGetValue(task.RunId, out var known) ? known : _runs[task.RunId] = Read(RunStore.ById(sql, task.RunId)!, TaskGraph.Of(sql, task.RunId));

    private Shared Read(RunRecord run, TaskGraph graph) =>
        new(run, graph, new StartHolds(sql, run), TaskStore.FilesOfRun(sql, run.Id).ToLookup(row => row.Task, row => row.Path));

    private string? Name(string agentId) => _names.TryGetValue(agentId, out var known) ? known : _names[agentId] = AgentStore.ById(sql, agentId)?.Name;

    private sealed record Shared(RunRecord Run, TaskGraph Graph, StartHolds Holds, ILookup<string, string> Files);
}
