using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Checkup;

/// <summary>What only the doctor asks of the ledger.</summary>
internal static class CheckupStore
{
    public static string? JournalMode(Sql sql) => sql.Text("PRAGMA journal_mode");

    /// <summary>Every branch that a row of ours speaks of.</summary>
    public static HashSet<string> KnownBranches(Sql sql) =>
        [.. sql.All("SELECT branch FROM agent WHERE branch IS NOT NULL UNION SELECT branch FROM task WHERE branch IS NOT NULL UNION SELECT branch FROM worktree", row => row.Text("branch"))];

    /// <summary>Every table with the number of its rows.</summary>
    public static IReadOnlyList<(string Table, long Rows)> Sizes(Sql sql) =>
        [.. sql.All("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name", row => row.Text("name"))
            .Select(table => (table, sql.Number($"SELECT count(*) FROM \"{table}\"") ?? 0))];

    /// <summary>Incarnations that ended, by id.</summary>
    public static Dictionary<string, AgentRecord> Ended(Sql sql) =>
        sql.All("SELECT * FROM agent WHERE ended_at IS NOT NULL", AgentStore.Read).ToDictionary(agent => agent.Id);
}
