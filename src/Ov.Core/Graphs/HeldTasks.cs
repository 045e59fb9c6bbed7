using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>Tasks that could be started but for a gate, an escalation or a phase that stands before their work.</summary>
public static class HeldTasks
{
    /// <summary>By the task's id.</summary>
    /// <param name="roles">Whose tasks change nothing is not held by gates; null takes every task for a writer's.</param>
    public static Dictionary<string, TaskReadiness> Read(Sql sql, RunRecord run, TaskGraph graph, Roles? roles = null)
    {
        var holds = new StartHolds(sql, run);
        return graph.Tasks
            .Select(task => (task.Id, Readiness: TaskReadiness.Decide(task, run, null, graph.Needs(task)).Under(holds, task, roles?.IsReadOnly(task.Role) == true)))
            .Where(pair => pair.Readiness.Hold is not null).ToDictionary(pair => pair.Id, pair => pair.Readiness);
    }

    /// <summary>Tasks of a run that can be started now, by number.</summary>
    public static IReadOnlyList<TaskRecord> Ready(Sql sql, RunRecord run)
    {
        var (graph, holds) = (TaskGraph.Of(sql, run.Id), new StartHolds(sql, run));
        return [.. graph.Tasks.Where(task => TaskReadiness.Decide(task, run, null, graph.Needs(task)).Under(holds, task).IsReady)];
    }

    /// <summary>Names of those who hold tasks, by the task's id.</summary>
    public static Dictionary<string, string> Holders(Sql sql, TaskGraph graph) => graph.Tasks.Where(task => task is { State: TaskState.InProgress, OwnerId: not null })
        .ToDictionary(task => task.Id, task => AgentStore.ById(sql, task.OwnerId!)?.Name ?? "nobody that is known");
}
