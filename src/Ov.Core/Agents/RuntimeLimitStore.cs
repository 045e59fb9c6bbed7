using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>Rows of runtimes whose account's limit is used up.</summary>
internal static class RuntimeLimitStore
{
    public static RuntimeLimit? Of(Sql sql, string runtime) => sql.First(
        "SELECT * FROM runtime_limit WHERE runtime = ?1",
        row => new RuntimeLimit(row.Text("runtime"), row.Time("since"), row.Time("until"), row.Int("tries"), row.Text("text")), runtime);

    public static void Put(Tx tx, RuntimeLimit limit) => tx.Sql.Run(
        "INSERT OR REPLACE INTO runtime_limit(runtime, since, until, tries, text) VALUES (?1, ?2, ?3, ?4, ?5)", limit.Runtime, limit.Since, limit.Until, limit.Tries, tx.Words(limit.Text));

    /// <summary>True when there was one.</summary>
    public static bool Clear(Tx tx, string runtime) => tx.Sql.Run("DELETE FROM runtime_limit WHERE runtime = ?1", runtime) > 0;
}
