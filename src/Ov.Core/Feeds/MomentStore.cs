using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Feeds;

/// <summary>Reads the last change of a thing before a moment, from the index of its events.</summary>
internal static class MomentStore
{
    /// <summary>Incarnations that lived at that time; one that ended later had not ended then.</summary>
    public static List<AgentRecord> Living(Sql sql, DateTimeOffset at, string? runId) => sql.All(
        "SELECT * FROM agent WHERE created_at <= ?1 AND (ended_at IS NULL OR ended_at > ?1) AND (?2 IS NULL OR run_id = ?2) ORDER BY seq", AgentStore.Read, at, runId);

    public static List<TaskRecord> Tasks(Sql sql, DateTimeOffset at, string? runId, int limit) => sql.All(
        """
        SELECT * FROM (SELECT task.* FROM task JOIN run ON run.id = task.run_id
        WHERE task.created_at <= ?1 AND (run.id = ?2 OR (?2 IS NULL AND run.created_at <= ?1 AND (run.ended_at IS NULL OR run.ended_at > ?1)))
        ORDER BY task.seq DESC LIMIT ?3) ORDER BY seq
        """, TaskStore.Read, at, runId, limit);

    /// <summary>The last change of an agent's state; null before the first.</summary>
    public static EventRecord? OfAgent(Sql sql, string agentId, long seq) => sql.First(
        $"SELECT * FROM event INDEXED BY event_agent WHERE agent_id = ?1 AND seq <= ?2 AND type IN ({Words<AgentState>("agent")}) ORDER BY seq DESC LIMIT 1", EventStore.Read, agentId, seq);

    /// <summary>The last change of a task's state; null before the first.</summary>
    public static EventRecord? OfTask(Sql sql, string taskId, long seq) => sql.First(
        $"SELECT * FROM event INDEXED BY event_task WHERE task_id = ?1 AND seq <= ?2 AND type IN ('task.added', {Words<TaskState>("task")}) ORDER BY seq DESC LIMIT 1", EventStore.Read, taskId, seq);

    /// <summary>The task that an agent's last event up to then was about.</summary>
    public static string? TaskOf(Sql sql, string agentId, long seq) => sql.First(
        "SELECT task_id FROM event INDEXED BY event_agent WHERE agent_id = ?1 AND seq <= ?2 AND task_id IS NOT NULL ORDER BY seq DESC LIMIT 1", row => row.Text("task_id"), agentId, seq);

    private static string Words<T>(string kind) where T : struct, Enum => string.Join(", ", SnakeCase.Words<T>().Select(word => $"'{kind}.{word}'"));
}
