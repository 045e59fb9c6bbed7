using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Phases;
using Ov.Core.Planning;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Dispatching;

/// <summary>Reads what a decision about starts rests on.</summary>
internal static class DispatchStore
{
    /// <summary>Runs that a template was chosen for, and those whose loop is on.</summary>
    public static List<RunRecord> Runs(Sql sql) => [.. RunStore.Active(sql).Where(run => run.Loop || run.Template is not null and not RunTemplate.Default)];

    public static DispatchFacts Facts(Sql sql, RunRecord run, Roles roles, int maxConcurrent, DateTimeOffset now)
    {
        var graph = TaskGraph.Of(sql, run.Id);
        return new DispatchFacts(
            run, RunTemplate.Of(run), graph, AgentStore.AllLive(sql, run.Id), (int)Math.Max(0, maxConcurrent - AgentStore.CountLive(sql)), HeldTasks.Read(sql, run, graph, roles), Packages(sql, run.Id),
            Newest(sql, "created_at", run.Id, "AND created_by = 'watch'"), Newest(sql, "ended_at", run.Id, ""), now)
        {
            Rounds = EmergentStore.Rounds(sql, run.Id), PlanSteps = BeginningStore.Steps(sql, run.Id),
        };
    }

    /// <summary>A package is a group; a task of none is one by itself. Who helps with a task belongs to its package.</summary>
    private static Dictionary<string, string> Packages(Sql sql, string runId)
    {
        var packages = sql.All(
            "SELECT member.task_id AS task, max(member.group_id) AS package FROM task JOIN task_group_member AS member ON member.task_id = task.id WHERE task.run_id = ?1 GROUP BY member.task_id",
            row => (row.Text("task"), row.Text("package")), runId).ToDictionary(pair => pair.Item1, pair => pair.Item2);
        foreach (var (helper, subject) in PhaseStore.Subjects(sql, runId))
        {
            packages[helper] = packages.GetValueOrDefault(subject, subject);
        }

        return packages;
    }

    private static DateTimeOffset? Newest(Sql sql, string column, string runId, string more) =>
        sql.Number($"SELECT max({column}) FROM agent WHERE run_id = ?1 {more}", runId) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
