using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>A task that went from one agent to another role.</summary>
/// <param name="FromId">The incarnation that handed it over.</param>
/// <param name="Role">Of whoever goes on.</param>
/// <param name="Context">What that one has to know beside the reason; null for nothing.</param>
public sealed record HandoffRecord(string TaskId, string FromId, string Role, string Reason, string? Context, DateTimeOffset At);

/// <summary>Rows of <see cref="HandoffRecord"/>.</summary>
internal static class HandoffStore
{
    public static void Add(Tx tx, HandoffRecord handoff) => tx.Sql.Run(
        "INSERT INTO handoff(task_id, from_id, role, reason, context, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", handoff.TaskId, handoff.FromId, handoff.Role, tx.Words(handoff.Reason), tx.Words(handoff.Context), handoff.At);

    public static HandoffRecord? From(Sql sql, string agentId) => sql.First("SELECT * FROM handoff WHERE from_id = ?1", Read, agentId);

    /// <summary>How often a task went from hand to hand.</summary>
    public static long Count(Sql sql, string taskId) => sql.Number("SELECT count(*) FROM handoff WHERE task_id = ?1", taskId) ?? 0;

    /// <summary>Pending tasks that were handed over and that nobody has taken up yet, with who handed them over.</summary>
    public static List<(TaskRecord Task, AgentRecord Last)> Open(Sql sql) => sql.All(
        """
        SELECT handoff.task_id, handoff.from_id FROM handoff JOIN task ON task.id = handoff.task_id AND task.state = 'pending' JOIN run ON run.id = task.run_id AND run.state = 'active'
        WHERE handoff.from_id = (SELECT id FROM agent AS last WHERE last.task_id = handoff.task_id ORDER BY seq DESC LIMIT 1) ORDER BY handoff.seq
        """, row => (row.Text("task_id"), row.Text("from_id")))
        .ConvertAll(found => (TaskStore.ById(sql, found.Item1)!, AgentStore.ById(sql, found.Item2)!));

    private static HandoffRecord Read(Row row) => new(row.Text("task_id"), row.Text("from_id"), row.Text("role"), row.Text("reason"), row.TextOrNull("context"), row.Time("at"));
}
