using Ov.Core.Ledger;

namespace Ov.Core.Reporting;

/// <summary>Rows of actions that were adopted.</summary>
internal static class ReportActionStore
{
    /// <summary>The ids of what was made of them, by their keys.</summary>
    public static IReadOnlyDictionary<string, string> Of(Sql sql, string runId) =>
        sql.All("SELECT key, made FROM report_action WHERE run_id = ?1", row => (row.Text("key"), row.Text("made")), runId).ToDictionary(pair => pair.Item1, pair => pair.Item2);

    public static void Add(Tx tx, string runId, string key, string made) =>
        tx.Sql.Run("INSERT INTO report_action(run_id, key, made, at) VALUES (?1, ?2, ?3, ?4)", runId, key, made, tx.Now);
}
