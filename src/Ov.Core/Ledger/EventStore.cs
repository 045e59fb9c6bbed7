using Ov.Core.Redacting;

namespace Ov.Core.Ledger;

/// <summary>The append-only record of each change.</summary>
public static class EventStore
{
    internal static void Append(Tx tx, EventDraft draft) => tx.Sql.Run(
        """
        INSERT INTO event(at, type, run_id, actor, agent_id, task_id, subject, level, tool, duration_ms, data, text)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """,
        tx.Now, draft.Type, draft.RunId, draft.Actor, draft.AgentId, draft.TaskId, draft.Subject, draft.Level, draft.Tool,
        draft.DurationMs, draft.Data is null ? null : tx.Redactor.OfWords(draft.Data), draft.Text is null ? null : tx.Redactor.OfWords(draft.Text));

    /// <summary>The newest events first, optionally only those after a sequence number.</summary>
    public static List<EventRecord> Newest(Sql sql, int limit, long after = 0) => sql.All(
        "SELECT * FROM event WHERE seq > ?2 ORDER BY seq DESC LIMIT ?1", Read, limit, after);

    /// <summary>Events after a cursor, oldest first: the form a follower reads.</summary>
    public static List<EventRecord> After(Sql sql, long after, int limit) => sql.All(
        "SELECT * FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2", Read, after, limit);

    public static long LastSequence(Sql sql) => sql.Number("SELECT max(seq) FROM event") ?? 0;

    internal static EventRecord Read(Row row) => new(
        row.Long("seq"), row.Time("at"), row.Text("type"), row.TextOrNull("run_id"), row.TextOrNull("actor"), row.TextOrNull("agent_id"),
        row.TextOrNull("task_id"), row.TextOrNull("subject"), row.Text("level"), row.TextOrNull("tool"), row.LongOrNull("duration_ms"),
        row.TextOrNull("data"), row.TextOrNull("text"));
}

/// <summary>One recorded change.</summary>
public sealed record EventRecord(
    long Seq, DateTimeOffset At, string Type, string? RunId, string? Actor, string? AgentId, string? TaskId, string? Subject,
    string Level, string? Tool, long? DurationMs, string? Data, string? Text);
