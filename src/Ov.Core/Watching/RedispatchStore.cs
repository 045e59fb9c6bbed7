using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Watching;

/// <summary>Finds tasks that lost their agent, and those that a review sent back to one that had ended.</summary>
internal static class RedispatchStore
{
    /// <summary>Pending ones of active runs, oldest first.</summary>
    public static List<(TaskRecord Task, AgentRecord Last)> Abandoned(Sql sql) => sql.All(
        """
        SELECT task.id AS task_id, agent.id AS agent_id FROM run JOIN task ON task.run_id = run.id AND task.state = 'pending'
        JOIN agent ON agent.id = (SELECT id FROM agent AS last WHERE last.task_id = task.id ORDER BY seq DESC LIMIT 1)
        WHERE run.state = 'active' AND (agent.state = 'zombie' OR agent.ended_at IS NOT NULL AND EXISTS (
          SELECT 1 FROM merge WHERE merge.task_id = task.id AND merge.state = 'rejected' AND merge.review = 'changes')) ORDER BY task.seq
        """,
        row => (row.Text("task_id"), row.Text("agent_id")))
        .ConvertAll(pair => (TaskStore.ById(sql, pair.Item1)!, AgentStore.ById(sql, pair.Item2)!));
}
