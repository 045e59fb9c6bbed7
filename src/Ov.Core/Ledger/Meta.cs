namespace Ov.Core.Ledger;

/// <summary>Single values of the ledger: project id, test mode, time of the last tick.</summary>
public static class Meta
{
    public static string? Get(Sql sql, string key) => sql.Text("SELECT value FROM meta WHERE key = ?1", key);

    public static void Set(Tx tx, string key, string value) =>
        tx.Sql.Run("INSERT INTO meta(key, value) VALUES (?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2", key, value);
}
