using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>Rows of what was done for stalled agents, and of restarts that did not help.</summary>
internal static class LadderStore
{
    /// <summary>The last rung since the agent moved; null when only the mark has been made.</summary>
    public static LadderRow? Of(Sql sql, AgentRecord agent) => sql.First(
        "SELECT * FROM ladder WHERE agent_id = ?1 AND activity_at = ?2", row => new LadderRow(row.Word<Rung>("rung"), row.Time("at"), row.LongOrNull("cpu")), agent.Id, agent.LastActivityAt);

    public static void Put(Tx tx, AgentRecord agent, LadderRow row) => tx.Sql.Run(
        "INSERT OR REPLACE INTO ladder(agent_id, rung, at, activity_at, cpu) VALUES (?1, ?2, ?3, ?4, ?5)", agent.Id, row.Rung.Word(), row.At, agent.LastActivityAt, row.CpuMs);

    /// <summary>How often a program was asked about an agent since then.</summary>
    public static long Triages(Sql sql, DateTimeOffset since) =>
        sql.Number("SELECT count(*) FROM event INDEXED BY event_type WHERE type = 'agent.triaged' AND type NOT IN ('tool.start', 'tool.end') AND at > ?1", since) ?? 0;

    /// <summary>Agents that the tick had started and that died or failed since then, newest first.</summary>
    public static List<string> DeadRestarts(Sql sql, DateTimeOffset since) => sql.All(
        "SELECT id FROM agent INDEXED BY agent_restarted WHERE created_by = 'watch' AND ended_at > ?1 AND state IN ('zombie', 'failed') ORDER BY ended_at DESC", row => row.Text("id"), since);
}

/// <param name="CpuMs">Processor time that its turn had used by then; null where it could not be told.</param>
internal sealed record LadderRow(Rung Rung, DateTimeOffset At, long? CpuMs);
