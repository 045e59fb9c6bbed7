using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runtimes;

namespace Ov.Core.Costs;

/// <summary>Rows of token usage: one for each model and report of a turn.</summary>
public static class UsageStore
{
    private const decimal Micro = 1_000_000m;

    /// <summary>Counts of a whole session are kept as what this turn added.</summary>
    public static void Add(Tx tx, AgentRecord agent, int turn, TurnFact.Used used)
    {
        var usage = used.OfSession && agent.Session is { } session ? used.Usage.Since(OfSession(tx.Sql, session, used.Usage.Model)) : used.Usage;
        tx.Sql.Run(
            """
            INSERT INTO usage(at, agent_id, run_id, task_id, role, runtime, session, turn, model, input, output, cache_read, cache_write, reasoning, cost_micros)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """,
            tx.Now, agent.Id, agent.RunId, agent.TaskId, agent.Role, agent.Runtime, agent.Session, turn, usage.Model, usage.Input, usage.Output,
            usage.CacheRead, usage.CacheWrite, usage.Reasoning, usage.CostUsd is { } cost ? (long)decimal.Round(cost * Micro) : default(SqlValue));
    }

    /// <summary>What earlier turns of a session used of one model.</summary>
    public static TokenUsage OfSession(Sql sql, string session, string? model) => sql.First(
        """
        SELECT coalesce(sum(input), 0) AS input, coalesce(sum(output), 0) AS output, coalesce(sum(cache_read), 0) AS cache_read,
          coalesce(sum(cache_write), 0) AS cache_write, coalesce(sum(reasoning), 0) AS reasoning, coalesce(sum(cost_micros), 0) AS cost_micros
        FROM usage WHERE session = ?1 AND model IS ?2
        """, row => Read(row, model), session, model)!;

    /// <summary>What an incarnation used in all, over its models.</summary>
    public static TokenUsage OfAgent(Sql sql, string agentId) => sql.First(
        """
        SELECT coalesce(sum(input), 0) AS input, coalesce(sum(output), 0) AS output, coalesce(sum(cache_read), 0) AS cache_read,
          coalesce(sum(cache_write), 0) AS cache_write, coalesce(sum(reasoning), 0) AS reasoning, coalesce(sum(cost_micros), 0) AS cost_micros
        FROM usage WHERE agent_id = ?1
        """, row => Read(row, null), agentId)!;

    private static TokenUsage Read(Row row, string? model) => new(
        model, row.Long("input"), row.Long("output"), row.Long("cache_read"), row.Long("cache_write"), row.Long("reasoning"), row.Long("cost_micros") / Micro);
}
