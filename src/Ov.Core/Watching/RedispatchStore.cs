using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Watching;

/// <summary>Finds tasks that want an agent again, where the dispatch does not start them anyway.</summary>
internal static class RedispatchStore
{
    /// <summary>Pending ones of active runs, oldest first.</summary>
    public static List<(TaskRecord Task, AgentRecord Last)> Abandoned(Sql sql) => sql.All(
        """
        SELECT task.id AS task_id, agent.id AS agent_id FROM run JOIN task ON task.run_id = run.id AND task.state = 'pending'
        JOIN agent ON agent.id = (SELECT id FROM agent AS last WHERE last.task_id = task.id ORDER BY seq DESC LIMIT 1)
        WHERE run.state = 'active' AND run.loop = 0 AND ifnull(run.template, 'leads') = 'leads' AND (agent.state = 'zombie' OR agent.ended_at IS NOT NULL AND EXISTS (
          SELECT 1 FROM merge WHERE merge.task_id = task.id AND merge.state = 'rejected' AND merge.review = 'changes')) ORDER BY task.seq
        """,
        row => (row.Text("task_id"), row.Text("agent_id")))
        .ConvertAll(pair => (TaskStore.ById(sql, pair.Item1)!, AgentStore.ById(sql, pair.Item2)!));

    /// <summary>
    /// Pending tasks of active runs whose branch came back from the queue after their agent had reported and ended. Anew: its conflicts
    /// came back more often than <paramref name="most"/>, and it was not done anew yet.
    /// </summary>
    public static List<(TaskRecord Task, AgentRecord Last, bool Anew)> SentBack(Sql sql, int most) => sql.All(
        $"""
        SELECT task.id AS task_id, agent.id AS agent_id, merge.returns > ?1 AS anew FROM merge JOIN task ON task.id = merge.task_id AND task.state = 'pending'
        JOIN run ON run.id = task.run_id AND run.state = 'active' AND run.loop = 0 AND ifnull(run.template, 'leads') = 'leads'
        JOIN agent ON agent.id = (SELECT id FROM agent AS last WHERE last.task_id = task.id ORDER BY seq DESC LIMIT 1)
        WHERE merge.state IN ('conflicted', 'rejected') AND merge.review IS NOT 'changes' AND agent.state = 'completed' AND (merge.returns <= ?1
          OR merge.state = 'conflicted' AND NOT EXISTS (SELECT 1 FROM merge AS old WHERE old.task_id = task.id AND old.tier = '{MergeTier.Reimagine}')) ORDER BY merge.seq
        """,
        row => (row.Text("task_id"), row.Text("agent_id"), row.Bool("anew")), most)
        .ConvertAll(found => (TaskStore.ById(sql, found.Item1)!, AgentStore.ById(sql, found.Item2)!, found.Item3));

    /// <summary>Whether somebody edited the task's scope after that agent was started: then it counts, as a plan that changed must (S3-50).</summary>
    public static bool WasRescoped(Sql sql, TaskRecord task, AgentRecord last) => sql.All(
        "SELECT text FROM event WHERE task_id = ?1 AND type = 'task.edited' AND at >= ?2", row => row.Text("text"), task.Id, last.CreatedAt)
        .Exists(text => text.Split(':')[0].Split(", ").Contains("scope"));
}
