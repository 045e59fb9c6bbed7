using Ov.Core.Ledger;

namespace Ov.Core.Hooks;

/// <summary>The recent tool calls of an agent, read from its events. The window keeps the cost the same however long the agent lives.</summary>
internal static class ToolCallStore
{
    private const int Window = 200;

    public static DateTimeOffset? StartOf(Sql sql, string agentId, string toolUseId) => sql.Number(
        """
        SELECT at FROM (SELECT seq, at, type, subject FROM event WHERE agent_id = ?1 ORDER BY seq DESC LIMIT ?3)
        WHERE type = 'tool.start' AND subject = ?2 ORDER BY seq DESC LIMIT 1
        """, agentId, toolUseId, Window) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public static List<ToolMark> Newest(Sql sql, string agentId) => sql.All(
        """
        SELECT type, tool, at FROM (SELECT seq, at, type, tool FROM event WHERE agent_id = ?1 ORDER BY seq DESC LIMIT ?2)
        WHERE type IN ('tool.start', 'tool.end') ORDER BY seq DESC
        """, row => new ToolMark(row.TextOrNull("tool"), row.Text("type") == "tool.start", row.Time("at")), agentId, Window);
}
