using Ov.Core.Ledger;

namespace Ov.Core.Hooks;

/// <summary>What an agent's own hooks and mail commands have said since some event.</summary>
internal static class HookTurnStore
{
    /// <summary>The first sign that it took a prompt, or null.</summary>
    public static string? Taken(Sql sql, string agentId, long after) => sql.First(
        "SELECT type FROM event WHERE agent_id = ?1 AND seq > ?2 AND type IN ('turn.start', 'tool.start', 'tool.end', 'turn.end', 'mail.delivered') ORDER BY seq LIMIT 1",
        row => row.Text("type"), agentId, after);

    /// <summary>True when its turn or its whole session has ended.</summary>
    public static bool Ended(Sql sql, string agentId, long after) => sql.Number(
        "SELECT 1 FROM event WHERE agent_id = ?1 AND seq > ?2 AND type IN ('turn.end', 'session.end') LIMIT 1", agentId, after) is not null;
}
