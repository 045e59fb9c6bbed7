using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Rows of messages.</summary>
public static class MailStore
{
    public static Message? ById(Sql sql, string id) => sql.First("SELECT * FROM message WHERE id = ?1", Read, id);

    /// <summary>What waits for a reader, oldest first.</summary>
    public static List<Message> Queued(Sql sql, string recipient) =>
        sql.All("SELECT * FROM message WHERE recipient = ?1 AND state = 'queued' ORDER BY seq", Read, recipient);

    public static long CountQueued(Sql sql, string recipient) =>
        sql.Number("SELECT count(*) FROM message WHERE recipient = ?1 AND state = 'queued'", recipient) ?? 0;

    public static List<Message> Thread(Sql sql, string threadId) =>
        sql.All("SELECT * FROM message WHERE thread_id = ?1 ORDER BY seq", Read, threadId);

    internal static void Insert(Tx tx, string id, MailDraft draft, MailRoute reader) => tx.Sql.Run(
        """
        INSERT INTO message(id, thread_id, reply_to, run_id, task_id, sender, sender_id, recipient, recipient_id, addressed_to,
          type, priority, subject, body, payload, state, idempotency_key, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 'queued', ?16, ?17)
        """,
        id, draft.ThreadId ?? id, draft.ReplyTo, draft.RunId ?? reader.Agent?.RunId, draft.TaskId, draft.Sender, draft.SenderId, reader.Name,
        reader.Agent?.Id, draft.AddressedTo ?? draft.Recipient, draft.Type.Word(), draft.Priority.Word(), draft.Subject, draft.Body, draft.Payload,
        draft.IdempotencyKey, tx.Now);

    public static Message Read(Row row) => new(
        row.Long("seq"), row.Text("id"), row.Text("thread_id"), row.TextOrNull("reply_to"), row.TextOrNull("run_id"), row.TextOrNull("task_id"),
        row.Text("sender"), row.TextOrNull("sender_id"), row.Text("recipient"), row.TextOrNull("recipient_id"), row.Text("addressed_to"),
        row.Word<MailType>("type"), row.Word<MailPriority>("priority"), row.Text("subject"), row.Text("body"), row.TextOrNull("payload"),
        row.Word<MailState>("state"), row.Int("attempts"), row.TextOrNull("claim_id"), row.TextOrNull("claimed_by"), row.TimeOrNull("claimed_at"),
        row.TimeOrNull("read_at"), row.Time("created_at"));
}
