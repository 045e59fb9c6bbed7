using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Merging;

/// <summary>Says who merges into a target. The lock itself is the kernel's; a row of a dead process means nothing.</summary>
internal static class TargetLeaseStore
{
    public static TargetHolder? Find(Sql sql, string name) => sql.First(
        "SELECT * FROM lease WHERE name = ?1", row => new TargetHolder(row.Text("holder"), row.Text("process"), row.Time("taken_at")), name);

    public static void Put(Tx tx, string name, string holder) => tx.Sql.Run(
        "INSERT OR REPLACE INTO lease(name, holder, process, taken_at) VALUES (?1, ?2, ?3, ?4)", name, holder, ProcessIdentity.Current().ToString(), tx.Now);

    public static void Remove(Tx tx, string name) => tx.Sql.Run("DELETE FROM lease WHERE name = ?1", name);
}

/// <param name="Process">Text form of the holder's <see cref="ProcessIdentity"/>.</param>
internal sealed record TargetHolder(string Holder, string Process, DateTimeOffset TakenAt);
