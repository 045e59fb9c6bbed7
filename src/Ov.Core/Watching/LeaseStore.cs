using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>Rows of leases.</summary>
internal static class LeaseStore
{
    public static List<LeaseRecord> All(Sql sql) => sql.All("SELECT * FROM lease ORDER BY name", Read);

    public static LeaseRecord? Find(Sql sql, string name) => sql.First("SELECT * FROM lease WHERE name = ?1", Read, name);

    public static void Put(Tx tx, LeaseRecord lease) => tx.Sql.Run(
        "INSERT OR REPLACE INTO lease(name, holder, process, taken_at) VALUES (?1, ?2, ?3, ?4)", lease.Name, lease.Holder, lease.Process, tx.Now);

    /// <summary>False when it changed hands meanwhile.</summary>
    public static bool Free(Tx tx, LeaseRecord lease, string actor)
    {
        if (tx.Sql.Run("DELETE FROM lease WHERE name = ?1 AND process = ?2", lease.Name, lease.Process) == 0)
        {
            return false;
        }

        tx.Record(new EventDraft("lease.freed") { Actor = actor, Subject = lease.Name, Text = $"{lease.Holder} held it and its process is gone" });
        return true;
    }

    private static LeaseRecord Read(Row row) => new(row.Text("name"), row.Text("holder"), row.Text("process"));
}
