using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Watching;

/// <summary>Finds tasks that lost their agent.</summary>
internal static class RedispatchStore
{
    /// <summary>Pending tasks of active runs whose last agent died, oldest first.</summary>
    public static List<(TaskRecord Task, AgentRecord Last)> Abandoned(Sql sql) => sql.All(
        """
        SELECT task.id AS task_id, agent.id AS agent_id FROM run JOIN task ON task.run_id = run.id AND task.state = 'pending'
        JOIN agent ON agent.id = (SELECT id FROM agent AS last WHERE last.task_id = task.id ORDER BY seq DESC LIMIT 1)
        WHERE run.state = 'active' AND agent.state = 'zombie' ORDER BY task.seq
        """,
        row => (row.Text("task_id"), row.Text("agent_id")))
        .ConvertAll(pair => (TaskStore.ById(sql, pair.Item1)!, AgentStore.ById(sql, pair.Item2)!));
}
