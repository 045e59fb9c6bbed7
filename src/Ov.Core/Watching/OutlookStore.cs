using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>One cheap look at the ledger for those who ask after every command.</summary>
internal static class OutlookStore
{
    public static Outlook Read(Sql sql) => sql.First(
        """
        SELECT (SELECT count(*) FROM agent WHERE ended_at IS NULL) AS agents, (SELECT count(*) FROM intent WHERE state = 'open') AS intents,
          (SELECT count(*) FROM merge WHERE state = 'queued') AS merges,
          (SELECT count(*) FROM merge WHERE request IS NOT NULL AND state IN ('queued', 'building', 'gating', 'conflicted', 'rejected')) AS offered,
          (SELECT count(*) FROM handoff JOIN task ON task.id = handoff.task_id AND task.state = 'pending' JOIN run ON run.id = task.run_id AND run.state = 'active'
            WHERE handoff.from_id = (SELECT id FROM agent AS last WHERE last.task_id = handoff.task_id ORDER BY seq DESC LIMIT 1)) AS handed_on,
          (SELECT count(*) FROM run WHERE state = 'active' AND loop = 1 AND stage IN ('', 'executing')
            AND (EXISTS (SELECT 1 FROM task WHERE task.run_id = run.id AND task.state = 'pending') OR json_extract(policy, '$.emergent.kind') <> 'off')) AS starting
        """,
        row => new Outlook(row.Long("agents"), row.Long("intents"), row.Long("merges"), row.Long("offered"), row.Long("handed_on"), row.Long("starting"), null))! with
    {
        LastTick = TickClock.Last(sql),
    };
}
