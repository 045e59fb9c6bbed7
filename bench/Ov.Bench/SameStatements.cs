namespace Ov.Bench;

/// <summary>What sqlite3 runs on the same ledger file: the statements that the command itself needs, with the same durability.</summary>
internal static class SameStatements
{
    private const string Connection = "PRAGMA foreign_keys=ON; PRAGMA synchronous=";
    private const string Full = Connection + "FULL;";
    private const string Normal = Connection + "NORMAL;";
    private const string Clock = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";

    private const string OldestSeqs = "SELECT seq FROM message WHERE recipient = 'operator' AND state = 'queued' ORDER BY seq";

    public const string CheckEmpty = Full + QueuedOfOperator;

    /// <summary>Claim in one transaction, acknowledge in the next: an answer lies in between.</summary>
    public const string CheckOne = Full
        + "BEGIN IMMEDIATE; UPDATE message SET state = 'delivered', claim_id = 'claim-bench', claimed_by = 'bench', claimed_at = " + Clock
        + " WHERE seq IN (" + OldestSeqs + ");"
        + "SELECT * FROM message WHERE claim_id = 'claim-bench' ORDER BY seq;" + EventOfMail + "COMMIT;"
        + "BEGIN IMMEDIATE; UPDATE message SET state = 'read', read_at = " + Clock + ", claim_id = NULL WHERE claim_id = 'claim-bench' AND state = 'delivered';"
        + EventOfMail + "COMMIT;";

    public const string Send = Full
        + "BEGIN IMMEDIATE; INSERT INTO message(id, thread_id, sender, recipient, addressed_to, type, priority, subject, body, state, created_at)"
        + " VALUES ('msg-' || lower(hex(randomblob(8))), 'msg-bench', 'operator', 'operator', 'operator', 'status', 'normal', 'Subject', 'Body', 'queued', " + Clock + ");"
        + EventOfMail + "SELECT * FROM message WHERE seq = last_insert_rowid(); COMMIT;";

    public const string LogToolStart = Normal
        + "BEGIN IMMEDIATE; INSERT INTO event(at, type, actor, level, tool, text) VALUES (" + Clock + ", 'tool.start', 'sqlite3', 'info', 'Bash', 'Bash'); COMMIT;";

    /// <summary>How many events ov itself has logged: a hook command exits with 0 even when it could not record anything.</summary>
    public const string CountLogged = "SELECT count(*) FROM event WHERE type = 'tool.start' AND actor <> 'sqlite3';";

    /// <summary>Whose rules count, and the run with the target branch.</summary>
    public const string Guard = Normal
        + "BEGIN; SELECT * FROM agent WHERE name = 'guarded' AND ended_at IS NULL; SELECT * FROM agent WHERE name = 'guarded' ORDER BY incarnation DESC LIMIT 1;"
        + "SELECT * FROM run ORDER BY seq DESC LIMIT 1; COMMIT;";

    private const string EventOfMail =
        "INSERT INTO event(at, type, actor, subject, level, text) VALUES (" + Clock + ", 'mail.sent', 'operator', 'msg-bench', 'info', 'status to operator: Subject');";

    public const string Status = Full
        + "BEGIN; SELECT * FROM run ORDER BY seq; SELECT * FROM agent WHERE ended_at IS NULL ORDER BY seq; SELECT * FROM worktree WHERE removed_at IS NULL ORDER BY seq;"
        + "SELECT * FROM task WHERE state NOT IN ('closed', 'canceled') ORDER BY seq; SELECT * FROM task_group ORDER BY seq;"
        + "SELECT * FROM merge WHERE state IN ('queued', 'building', 'gating', 'conflicted', 'rejected') ORDER BY seq;" + QueuedOfOperator
        + "SELECT count(*) FROM agent JOIN message ON message.recipient = agent.name AND message.state = 'queued' WHERE agent.ended_at IS NULL; COMMIT;";

    private const string QueuedOfOperator = "SELECT * FROM message WHERE recipient = 'operator' AND state = 'queued' ORDER BY seq;";
}
