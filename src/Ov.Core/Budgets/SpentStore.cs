using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Budgets;

/// <summary>Rows of what was used, added up as it is used, so that looking at a budget costs the same however long the history is.</summary>
internal static class SpentStore
{
    private const decimal Micro = 1_000_000m;

    private const decimal Minute = 60_000m;

    public static Spending Of(Sql sql, string scope, string key) =>
        sql.First("SELECT turns, tokens, cost_micros, ms FROM spent WHERE scope = ?1 AND key = ?2", Read, scope, key) ?? Spending.None;

    /// <summary>The day's, with the agents that were started on it.</summary>
    public static Spending OfDay(Sql sql, DateTimeOffset now) => Of(sql, "day", Day(now)) with
    {
        Agents = sql.Number("SELECT count(*) FROM agent WHERE created_at >= ?1", Began(now)) ?? 0,
    };

    /// <summary>What turns of live agents are expected to use yet, those of one agent left out.</summary>
    /// <param name="runId">Only of this run; null for all.</param>
    public static Spending Reserved(Sql sql, string? runId, string exceptId) => sql.First(
        $"""
        SELECT 0 AS turns, coalesce(sum(reserved_tokens), 0) AS tokens, coalesce(sum(reserved_micros), 0) AS cost_micros, coalesce(sum(reserved_ms), 0) AS ms
        FROM agent INDEXED BY {(runId is null ? "agent_living" : "agent_live")} WHERE ended_at IS NULL AND id <> ?1 AND {(runId is null ? "?2 IS NULL" : "run_id = ?2")}
        """, Read, exceptId, runId)!;

    /// <summary>The mean of the agent's own turns; of one that had none yet, its role's.</summary>
    public static Spending Expected(Sql sql, AgentRecord agent)
    {
        var before = Of(sql, "agent", agent.Id) is { Turns: > 0 } own ? own : Of(sql, "role", agent.Role);
        return before.Turns == 0 ? Spending.None with { Turns = 1 }
            : new Spending(1, before.Tokens / before.Turns, before.CostUsd / before.Turns, before.Minutes / before.Turns);
    }

    /// <summary>A turn begins: it is counted, and what it may use is reserved until it ends. An agent that ends holds nothing any more.</summary>
    public static void Begin(Tx tx, AgentRecord agent)
    {
        var next = Expected(tx.Sql, agent);
        tx.Sql.Run(
            "UPDATE agent SET reserved_tokens = ?2, reserved_micros = ?3, reserved_ms = ?4 WHERE id = ?1",
            agent.Id, next.Tokens, (long)decimal.Round(next.CostUsd * Micro), (long)decimal.Round(next.Minutes * Minute));
        Add(tx, agent, 1, 0, 0, 0);
    }

    /// <summary>Part of a turn's use is known: so much of what it reserved is real now.</summary>
    public static void Use(Tx tx, AgentRecord agent, long tokens, long micros)
    {
        tx.Sql.Run("UPDATE agent SET reserved_tokens = max(0, reserved_tokens - ?2), reserved_micros = max(0, reserved_micros - ?3) WHERE id = ?1", agent.Id, tokens, micros);
        Add(tx, agent, 0, tokens, micros, 0);
    }

    /// <summary>A turn ended: nothing is reserved for it any more.</summary>
    public static void Settle(Tx tx, AgentRecord agent, TimeSpan ran)
    {
        tx.Sql.Run("UPDATE agent SET reserved_tokens = 0, reserved_micros = 0, reserved_ms = 0 WHERE id = ?1", agent.Id);
        Add(tx, agent, 0, 0, 0, Math.Max(0, (long)ran.TotalMilliseconds));
    }

    /// <summary>Days are UTC's, as in what is said of costs.</summary>
    public static string Day(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Began(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);

    private static void Add(Tx tx, AgentRecord agent, long turns, long tokens, long micros, long ms) => tx.Sql.Run(
        """
        INSERT INTO spent(scope, key, turns, tokens, cost_micros, ms)
        SELECT scope, key, ?6, ?7, ?8, ?9 FROM (
          SELECT 'agent' AS scope, ?1 AS key UNION ALL SELECT 'role', ?2 UNION ALL SELECT 'task', ?3 UNION ALL SELECT 'run', ?4 UNION ALL SELECT 'day', ?5) WHERE key IS NOT NULL
        ON CONFLICT(scope, key) DO UPDATE SET turns = turns + excluded.turns, tokens = tokens + excluded.tokens, cost_micros = cost_micros + excluded.cost_micros, ms = ms + excluded.ms
        """, agent.Id, agent.Role, agent.TaskId, agent.RunId, Day(tx.Now), turns, tokens, micros, ms);

    private static Spending Read(Row row) => new(row.Long("turns"), row.Long("tokens"), row.Long("cost_micros") / Micro, row.Long("ms") / Minute);
}
