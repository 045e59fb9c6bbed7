using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Costs;

/// <summary>Counts agents and turns by role and runtime.</summary>
internal static class MetricsStore
{
    /// <summary>So many of the newest turns are averaged: no view reads everything.</summary>
    private const int MostTurns = 5_000;

    public static List<AgentRecord> Newest(Sql sql, string? runId, DateTimeOffset? since, DateTimeOffset? until, int limit) => sql.All(
        "SELECT * FROM agent WHERE (?1 IS NULL OR run_id = ?1) AND (?2 IS NULL OR created_at >= ?2) AND (?4 IS NULL OR created_at <= ?4) ORDER BY seq DESC LIMIT ?3", AgentStore.Read, runId, since, limit, until);

    public static List<AgentCount> Agents(Sql sql, string? runId, DateTimeOffset? since, DateTimeOffset? until) => sql.All(
        """
        SELECT role, runtime, count(*) AS agents, sum(ended_at IS NULL) AS live, sum(state = 'completed') AS completed, sum(state IN ('failed', 'zombie')) AS failed, sum(state = 'stopped') AS stopped
        FROM agent WHERE (?1 IS NULL OR run_id = ?1) AND (?2 IS NULL OR created_at >= ?2) AND (?3 IS NULL OR created_at <= ?3) GROUP BY role, runtime
        """,
        row => new AgentCount(row.Text("role"), row.Text("runtime"), row.Long("agents"), row.Long("live"), row.Long("completed"), row.Long("failed"), row.Long("stopped")), runId, since, until);

    public static List<TurnCount> Turns(Sql sql, string? runId, DateTimeOffset? since, DateTimeOffset? until) => sql.All(
        """
        SELECT a.role AS role, a.runtime AS runtime, count(*) AS turns, sum(e.level <> 'info') AS failed, sum(e.duration_ms) AS total, max(e.duration_ms) AS longest
        FROM (SELECT agent_id, level, duration_ms FROM event WHERE type = 'turn.ended' AND type NOT IN ('tool.start', 'tool.end') ORDER BY seq DESC LIMIT ?3) AS e
        JOIN agent AS a ON a.id = e.agent_id WHERE (?1 IS NULL OR a.run_id = ?1) AND (?2 IS NULL OR a.created_at >= ?2) AND (?4 IS NULL OR a.created_at <= ?4) GROUP BY a.role, a.runtime
        """,
        row => new TurnCount(row.Text("role"), row.Text("runtime"), row.Long("turns"), row.Long("failed"), row.LongOrNull("total"), row.LongOrNull("longest")), runId, since, MostTurns, until);
}

internal sealed record AgentCount(string Role, string Runtime, long Agents, long Live, long Completed, long Failed, long Stopped);

/// <param name="TotalMs">All of them together; null when none told how long it took.</param>
internal sealed record TurnCount(string Role, string Runtime, long Turns, long Failed, long? TotalMs, long? LongestMs);
