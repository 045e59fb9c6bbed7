using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Core.Forges;

/// <summary>Rows about pull requests of runs.</summary>
internal static class RunRequestStore
{
    /// <summary>One that is found again keeps the time at which it was made.</summary>
    public static void Set(Tx tx, string runId, ForgeRequest request)
    {
        var made = Own(tx.Sql, runId) is { } known && known.Request.Url == request.Url ? known.At : tx.Now;
        tx.Sql.Run("UPDATE run SET request = ?2, requested_at = ?3 WHERE id = ?1", runId, request.Write(), made);
    }

    public static (ForgeRequest Request, DateTimeOffset At)? Own(Sql sql, string runId) =>
        sql.All("SELECT request, requested_at FROM run WHERE id = ?1 AND request IS NOT NULL", row => (ForgeRequest.Read(row.Text("request"))!, row.Time("requested_at")), runId) is [var own] ? own : null;

    public static DateTimeOffset? OfferedAt(Sql sql, MergeEntry entry) => entry.TaskId is { } task
        && sql.Number("SELECT min(at) FROM event WHERE task_id = ?1 AND type = 'merge.offered' AND subject = ?2", task, entry.Id) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public static List<DateTimeOffset> ToldAt(Sql sql, string mergeId) => sql.All("SELECT DISTINCT at FROM forge_remark WHERE merge_id = ?1 ORDER BY at", row => row.Time("at"), mergeId);
}
