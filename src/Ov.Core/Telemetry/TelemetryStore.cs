using Ov.Core.Ledger;

namespace Ov.Core.Telemetry;

/// <summary>Reads what is exported, from its indexes.</summary>
internal static class TelemetryStore
{
    /// <summary>The event that began the turn in which an event lies; null when none is open.</summary>
    public static EventRecord? TurnAt(Sql sql, string agentId, long seq) => sql.First(
        "SELECT * FROM event INDEXED BY event_agent WHERE agent_id = ?1 AND seq < ?2 AND type IN ('turn.started', 'turn.ended') ORDER BY seq DESC LIMIT 1", EventStore.Read, agentId, seq) is { Type: "turn.started" } began
        ? began : null;

    public static TurnUsage UsageOfTurn(Sql sql, string agentId, int turn) => sql.First(
        """
        SELECT coalesce(sum(input), 0) AS input, coalesce(sum(output), 0) AS output, coalesce(sum(cache_read), 0) AS cache_read, coalesce(sum(cache_write), 0) AS cache_write,
          coalesce(sum(cost_micros), 0) AS cost, coalesce(sum(CASE WHEN cost_micros IS NULL THEN estimate_micros END), 0) AS estimate, max(model) AS model
        FROM usage WHERE agent_id = ?1 AND turn = ?2
        """,
        row => new TurnUsage(row.Long("input"), row.Long("output"), row.Long("cache_read"), row.Long("cache_write"), row.Long("cost"), row.Long("estimate"), row.TextOrNull("model")), agentId, turn)!;

    public static List<UsageRow> UsageAfter(Sql sql, long seq, int limit) => sql.All(
        "SELECT seq, role, runtime, model, input, output, cache_read, cache_write, cost_micros, estimate_micros FROM usage WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        row => new UsageRow(
            row.Long("seq"), row.Text("role"), row.Text("runtime"), row.TextOrNull("model") ?? "unknown", row.Long("input"), row.Long("output"), row.Long("cache_read"), row.Long("cache_write"),
            row.LongOrNull("cost_micros"), row.LongOrNull("estimate_micros")), seq, limit);

    public static long LastUsage(Sql sql) => sql.Number("SELECT max(seq) FROM usage") ?? 0;

    /// <summary>The oldest event of a run that is active; null when there is none.</summary>
    public static long? FirstOfActiveRuns(Sql sql) => sql.Number("SELECT min(first) FROM (SELECT (SELECT min(seq) FROM event INDEXED BY event_run WHERE run_id = run.id) AS first FROM run WHERE state = 'active')");

    /// <summary>The oldest row of token usage of such a run.</summary>
    public static long? FirstUsageOfActiveRuns(Sql sql) => sql.Number("SELECT min(seq) FROM usage WHERE run_id IN (SELECT id FROM run WHERE state = 'active')");

    /// <summary>How things stand now: metric, what of it, how many.</summary>
    public static List<StandingRow> Standing(Sql sql) => sql.All(
        """
        SELECT 'ov.agents' AS metric, 'ov.agent.state' AS label, state AS word, count(*) AS number FROM agent WHERE ended_at IS NULL GROUP BY state
        UNION ALL SELECT 'ov.tasks', 'ov.task.state', task.state, count(*) FROM run JOIN task ON task.run_id = run.id
          WHERE run.state = 'active' AND task.state IN ('pending', 'in_progress', 'blocked', 'completed') GROUP BY task.state
        UNION ALL SELECT 'ov.merge.queue', 'ov.merge.state', state, count(*) FROM merge WHERE state IN ('queued', 'building', 'gating', 'conflicted', 'rejected') GROUP BY state
        UNION ALL SELECT 'ov.gates.pending', 'ov.gate.kind', kind, count(*) FROM gate WHERE state = 'pending' GROUP BY kind
        """, row => new StandingRow(row.Text("metric"), row.Text("label"), row.Text("word"), row.Long("number")));
}

/// <summary>Tokens and money of one turn.</summary>
/// <param name="CostMicros">What the runtime told.</param>
/// <param name="EstimateMicros">By list prices, where it told nothing.</param>
internal sealed record TurnUsage(long Input, long Output, long CacheRead, long CacheWrite, long CostMicros, long EstimateMicros, string? Model)
{
    public static readonly TurnUsage None = new(0, 0, 0, 0, 0, 0, null);
}

internal sealed record UsageRow(long Seq, string Role, string Runtime, string Model, long Input, long Output, long CacheRead, long CacheWrite, long? CostMicros, long? EstimateMicros);

internal sealed record StandingRow(string Metric, string Label, string Word, long Number);
