using Ov.Core.Ledger;

namespace Ov.Demo;

/// <summary>What only the demo asks of the ledger.</summary>
internal static class DemoStore
{
    public static bool GroupClosed(Sql sql) => sql.Number("SELECT count(*) FROM task_group WHERE state = 'completed'") == 1;

    /// <summary>The first entry that ever conflicted, as it is now.</summary>
    public static DemoConflict? FirstConflict(Sql sql) => sql.First(
        """
        SELECT merge.id AS id, merge.branch AS branch, event.text AS reason, merge.landed AS landed
        FROM event JOIN merge ON merge.id = event.subject WHERE event.type = 'merge.conflicted' ORDER BY event.seq LIMIT 1
        """,
        row => new DemoConflict(row.Text("id"), row.Text("branch"), row.Text("reason"), row.TextOrNull("landed")));
}
