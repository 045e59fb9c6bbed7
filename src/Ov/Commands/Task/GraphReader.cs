using Ov.Core;
using Ov.Core.Graphs;
using Ov.Core.Groups;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary>What the commands about the graph share.</summary>
internal static class GraphReader
{
    /// <summary>The graph of the run that is meant; without any run an empty one.</summary>
    public static (RunRecord? Run, TaskGraph Graph) Read(OvApp app) => app.Ledger.Read(sql =>
        RunResolver.Find(app, sql) is { } run ? (run, TaskGraph.Of(sql, run.Id)) : ((RunRecord?)null, new TaskGraph([], [])));

    /// <summary>The graph of a run by its id.</summary>
    public static (RunRecord? Run, TaskGraph Graph) Of(OvApp app, string runId) => app.Ledger.Read(sql => (RunStore.ById(sql, runId), TaskGraph.Of(sql, runId)));

    public static IReadOnlyList<GraphNode> Nodes(TaskGraph graph)
    {
        var waves = TaskWaves.Of(graph).Waves.SelectMany((wave, at) => wave.Select(task => (task.Id, Wave: at + 1))).ToDictionary(pair => pair.Id, pair => pair.Wave);
        return [.. graph.Tasks.Select(task => Node(graph, task, waves.TryGetValue(task.Id, out var wave) ? wave : null))];
    }

    /// <summary>The active groups by name, with the ids of their tasks.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Tasks)> Groups(OvApp app) =>
        app.Ledger.Read(sql => GroupStore.Active(sql).ConvertAll(group => (group.Name, (IReadOnlyList<string>)GroupStore.Members(sql, group.Id).ConvertAll(task => task.Id))));

    public static GraphNode Node(TaskGraph graph, TaskRecord task, int? wave) =>
        new(task.Id, task.Number, task.Title, task.State, task.Priority, task.Role, [.. graph.Needs(task).Select(needed => needed.Number)], wave);
}
