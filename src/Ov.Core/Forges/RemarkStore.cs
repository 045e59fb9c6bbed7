using Ov.Core.Ledger;

namespace Ov.Core.Forges;

/// <summary>What forges said of entries and was told already.</summary>
internal static class RemarkStore
{
    public static HashSet<string> Keys(Sql sql, string mergeId) => [.. sql.All("SELECT key FROM forge_remark WHERE merge_id = ?1", row => row.Text("key"), mergeId)];

    public static void Add(Tx tx, string mergeId, string key) => tx.Sql.Run("INSERT OR IGNORE INTO forge_remark(merge_id, key, at) VALUES (?1, ?2, ?3)", mergeId, key, tx.Now);
}
