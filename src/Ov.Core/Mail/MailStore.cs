using Ov.Core.Ledger;
using Ov.Core.Redacting;

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

    /// <summary>What a sender sent under one idempotency key.</summary>
    public static List<Message> ByKey(Sql sql, string sender, string key) =>
        sql.All("SELECT * FROM message WHERE sender = ?1 AND idempotency_key = ?2 ORDER BY +seq", Read, sender, key);

    /// <summary>Messages whose id begins so.</summary>
    public static List<Message> ByPrefix(Sql sql, string idPrefix, int limit) =>
        sql.All("SELECT * FROM message WHERE id >= ?1 AND id < ?2 ORDER BY seq LIMIT ?3", Read, idPrefix, idPrefix + "\u007f", limit);

    /// <summary>The first answer to a question: the next message of its thread for whoever asked.</summary>
    public static Message? AnswerTo(Sql sql, Message question) => sql.First(
        "SELECT * FROM message WHERE thread_id = ?1 AND seq > ?2 AND recipient = ?3 AND sender <> ?3 ORDER BY seq LIMIT 1",
        Read, question.ThreadId, question.Seq, question.Sender);

    /// <summary>The questions of one incarnation that nobody has answered, the last one first.</summary>
    public static List<Message> OpenQuestionsOf(Sql sql, string sender, string senderId) => sql.All(
        """
        SELECT * FROM message WHERE sender = ?1 AND sender_id = ?2 AND type IN ('question', 'decision_gate') AND state IN ('queued', 'delivered', 'read')
        ORDER BY seq DESC
        """, Read, sender, senderId);

    /// <summary>Newest first.</summary>
    public static List<Message> Select(Sql sql, MailFilter filter) =>
        sql.All($"SELECT * FROM message WHERE {Where(filter)} ORDER BY seq DESC LIMIT ?7", Read, Values(filter));

    /// <summary>What holds the words, newest first, each with a piece of its text around them.</summary>
    /// <param name="match">From <see cref="Text.SearchWords"/>.</param>
    public static List<MailHit> Search(Sql sql, string match, MailFilter filter) => sql.All(
        $"""
        SELECT message.*, snippet(message_words, -1, '', '', '…', 24) AS snippet FROM message_words JOIN message ON message.seq = message_words.rowid
        WHERE message_words MATCH ?8 AND {Where(filter)} ORDER BY message_words.rowid DESC LIMIT ?7
        """,
        row => new MailHit(Read(row), row.Text("snippet")), [.. Values(filter), match]);

    // Conditions that are not asked for are left out, so that each question takes the index made for it.
    private static string Where(MailFilter filter) => string.Join(
        " AND ",
        filter.To is null ? "?1 IS NULL" : "recipient = ?1", filter.From is null ? "?2 IS NULL" : "sender = ?2", filter.Type is null ? "?3 IS NULL" : "type = ?3",
        filter.RunId is null ? "?4 IS NULL" : "run_id = ?4", filter.TaskId is null ? "?5 IS NULL" : "task_id = ?5", filter.Since is null ? "?6 IS NULL" : "created_at >= ?6",
        filter.Unread ? "state IN ('queued', 'delivered')" : "1");

    private static SqlValue[] Values(MailFilter filter) => [filter.To, filter.From, filter.Type?.Word(), filter.RunId, filter.TaskId, filter.Since, filter.Limit];

    /// <summary>Mail that asks for something new: what ov itself says went wrong is no reason to owe nothing.</summary>
    public static bool HasQueuedWork(Sql sql, string recipient) =>
        sql.Number("SELECT 1 FROM message WHERE recipient = ?1 AND state = 'queued' AND NOT (sender = 'system' AND type = 'error') LIMIT 1", recipient) is not null;

    /// <summary>Whether anything waits; one seek in an index, whatever the history.</summary>
    public static bool HasQueued(Sql sql, string recipient) =>
        sql.Number("SELECT 1 FROM message WHERE recipient = ?1 AND state = 'queued' LIMIT 1", recipient) is not null;

    /// <summary>
    /// Whether anything waits that begins a turn by itself. What only informs does not, and comes along with the next mail that does; unless it is of
    /// high priority, answers something, or is the operator's own word.
    /// </summary>
    /// <param name="merged">Landings count too.</param>
    public static bool HasWaking(Sql sql, string recipient, bool merged) => sql.Number(
        """
        SELECT 1 FROM message WHERE recipient = ?1 AND state = 'queued' AND (type NOT IN ('status', 'info', 'merged') OR priority IN ('high', 'urgent') OR reply_to IS NOT NULL
          OR sender = 'operator' OR (?2 AND type = 'merged')) LIMIT 1
        """, recipient, merged) is not null;

    /// <summary>Whether anything waits that is worth interrupting a turn for.</summary>
    public static bool HasUrgent(Sql sql, string recipient) =>
        sql.Number("SELECT 1 FROM message WHERE recipient = ?1 AND state = 'queued' AND priority IN ('high', 'urgent') LIMIT 1", recipient) is not null;

    /// <summary>Whether one incarnation waits for an answer to a question of its own, or to an escalation; a warning only has to be read.</summary>
    public static bool HasOpenQuestionFrom(Sql sql, string sender, string senderId) => sql.Number(
        """
        SELECT 1 FROM message WHERE sender = ?1 AND sender_id = ?2
          AND (type IN ('question', 'decision_gate') AND state IN ('queued', 'delivered', 'read') OR type = 'escalation' AND (
            state IN ('queued', 'delivered') OR state = 'read' AND payload IS NOT NULL AND json_extract(payload, '$.severity') <> 'warning'))
        LIMIT 1
        """, sender, senderId) is not null;

    /// <summary>Whether the subject of any mail to one incarnation held a word.</summary>
    public static bool WasTold(Sql sql, string recipient, string recipientId, string word) => sql.Number(
        "SELECT 1 FROM message WHERE recipient = ?1 AND recipient_id = ?2 AND state <> 'dead' AND instr(lower(subject), ?3) > 0 LIMIT 1", recipient, recipientId, word) is not null;

    /// <summary>Escalations that their reader has not answered, oldest first.</summary>
    /// <param name="recipient">Null for everybody's.</param>
    public static List<Message> OpenEscalations(Sql sql, string? recipient = null) => sql.All(
        $"""
        SELECT * FROM message INDEXED BY message_escalation
        WHERE {(recipient is null ? "?1 IS NULL" : "recipient = ?1")} AND type = 'escalation' AND state IN ('queued', 'delivered', 'read') ORDER BY seq
        """, Read, recipient);

    /// <summary>What the operator wrote to living agents before some time and nobody has answered: questions, and all that was said to who coordinates.</summary>
    public static List<Message> OwedToOperator(Sql sql, DateTimeOffset before, int limit) => sql.All(
        """
        SELECT message.* FROM agent INDEXED BY agent_living CROSS JOIN message INDEXED BY message_owed ON message.recipient_id = agent.id
        WHERE agent.ended_at IS NULL AND message.sender = 'operator' AND message.task_id IS NULL AND message.state IN ('queued', 'delivered', 'read')
          AND (message.type = 'question' OR agent.role IN ('coordinator', 'orchestrator', 'monitor')) AND message.created_at < ?1
        ORDER BY message.seq LIMIT ?2
        """, Read, before, limit);

    /// <summary>The messages under one claim, oldest first.</summary>
    public static List<Message> OfClaim(Sql sql, string claimId) =>
        sql.All("SELECT * FROM message WHERE claim_id = ?1 ORDER BY seq", Read, claimId);

    /// <summary>Every claim that waits for its acknowledgement.</summary>
    public static List<OpenClaim> OpenClaims(Sql sql) => sql.All(
        """
        SELECT claim_id, claimed_by, recipient, max(recipient_id) AS recipient_id, count(*) AS messages FROM message
        WHERE claim_id IS NOT NULL GROUP BY claim_id, claimed_by, recipient ORDER BY min(seq)
        """, ReadClaim);

    /// <summary>The open claims of one inbox.</summary>
    public static List<OpenClaim> OpenClaimsOf(Sql sql, string recipient) => sql.All(
        """
        SELECT claim_id, claimed_by, recipient, max(recipient_id) AS recipient_id, count(*) AS messages FROM message
        WHERE recipient = ?1 AND state = 'delivered' GROUP BY claim_id, claimed_by ORDER BY min(seq)
        """, ReadClaim, recipient);

    /// <summary>Whether one hook call has anything to do: mail that waits, or mail it showed before and must now acknowledge.</summary>
    public static bool HasQueuedOrDelivered(Sql sql, string recipient) =>
        sql.Number("SELECT 1 FROM message WHERE recipient = ?1 AND state IN ('queued', 'delivered') LIMIT 1", recipient) is not null;

    /// <summary>Mail of one incarnation that nobody has acknowledged, oldest first.</summary>
    public static List<Message> OpenOf(Sql sql, string recipientId) => sql.All(
        "SELECT * FROM message WHERE recipient_id = ?1 AND state IN ('queued', 'delivered') ORDER BY seq", Read, recipientId);

    /// <summary>Incarnations that ended with mail they had not acknowledged.</summary>
    public static List<string> EndedReaders(Sql sql) => sql.All(
        """
        SELECT DISTINCT message.recipient_id AS id FROM message JOIN agent ON agent.id = message.recipient_id
        WHERE message.state IN ('queued', 'delivered') AND agent.ended_at IS NOT NULL
        """, row => row.Text("id"));

    internal static void MarkDelivered(Tx tx, string recipient, string claimId, string claimedBy, int limit, bool urgent = false) => tx.Sql.Run(
        """
        UPDATE message SET state = 'delivered', claim_id = ?2, claimed_by = ?3, claimed_at = ?4
        WHERE seq IN (SELECT seq FROM message WHERE recipient = ?1 AND state = 'queued' AND (?6 = 0 OR priority IN ('high', 'urgent')) ORDER BY seq LIMIT ?5)
        """, recipient, claimId, claimedBy, tx.Now, limit, urgent ? 1 : 0);

    internal static void MarkOneDelivered(Tx tx, string id, string claimId, string claimedBy) => tx.Sql.Run(
        "UPDATE message SET state = 'delivered', claim_id = ?2, claimed_by = ?3, claimed_at = ?4 WHERE id = ?1 AND state = 'queued'",
        id, claimId, claimedBy, tx.Now);

    internal static void SetClaimer(Tx tx, string claimId, string claimedBy) => tx.Sql.Run(
        "UPDATE message SET claimed_by = ?2 WHERE claim_id = ?1 AND state = 'delivered'", claimId, claimedBy);

    internal static void MarkRead(Tx tx, string claimId) => tx.Sql.Run(
        "UPDATE message SET state = 'read', read_at = ?2, claim_id = NULL WHERE claim_id = ?1 AND state = 'delivered'", claimId, tx.Now);

    /// <summary>Its reader has seen it, by whatever way.</summary>
    internal static int MarkOneRead(Tx tx, string id) => tx.Sql.Run(
        "UPDATE message SET state = 'read', read_at = ?2, claim_id = NULL WHERE id = ?1 AND state IN ('queued', 'delivered')", id, tx.Now);

    internal static void MarkAnswered(Tx tx, string id) => tx.Sql.Run(
        """
        UPDATE message SET state = 'answered', read_at = COALESCE(read_at, ?2), claim_id = NULL
        WHERE id = ?1 AND state IN ('queued', 'delivered', 'read')
        """, id, tx.Now);

    internal static void MarkQueuedAgain(Tx tx, string claimId) => tx.Sql.Run(
        """
        UPDATE message SET state = 'queued', attempts = attempts + 1, claim_id = NULL, claimed_by = NULL, claimed_at = NULL
        WHERE claim_id = ?1 AND state = 'delivered'
        """, claimId);

    /// <summary>Puts a waiting message into another inbox. A broadcast that the heir has already loses its key: the heir's copy bears it.</summary>
    internal static void MoveTo(Tx tx, string id, string recipient, string? recipientId) => tx.Sql.Run(
        """
        UPDATE message SET recipient = ?2, recipient_id = ?3, idempotency_key = CASE WHEN EXISTS (
            SELECT 1 FROM message AS other WHERE other.sender = message.sender AND other.idempotency_key = message.idempotency_key AND other.recipient = ?2)
          THEN NULL ELSE idempotency_key END
        WHERE id = ?1 AND state = 'queued'
        """, id, recipient, recipientId);

    internal static void MarkDead(Tx tx, string id) => tx.Sql.Run("UPDATE message SET state = 'dead' WHERE id = ?1 AND state = 'queued'", id);

    internal static void Insert(Tx tx, string id, MailDraft draft, MailRoute reader) => tx.Sql.Run(
        """
        INSERT INTO message(id, thread_id, reply_to, run_id, task_id, sender, sender_id, recipient, recipient_id, addressed_to,
          type, priority, subject, body, payload, state, idempotency_key, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 'queued', ?16, ?17)
        """,
        id, draft.ThreadId ?? id, draft.ReplyTo, draft.RunId ?? reader.Agent?.RunId, draft.TaskId, draft.Sender, draft.SenderId, reader.Name,
        reader.Agent?.Id, draft.AddressedTo ?? draft.Recipient, draft.Type.Word(), draft.Priority.Word(), tx.Redactor.OfWords(draft.Subject), tx.Redactor.OfWords(draft.Body),
        draft.Payload is null ? null : tx.Redactor.OfWords(draft.Payload), draft.IdempotencyKey, tx.Now);

    public static Message Read(Row row) => new(
        row.Long("seq"), row.Text("id"), row.Text("thread_id"), row.TextOrNull("reply_to"), row.TextOrNull("run_id"), row.TextOrNull("task_id"),
        row.Text("sender"), row.TextOrNull("sender_id"), row.Text("recipient"), row.TextOrNull("recipient_id"), row.Text("addressed_to"),
        row.Word<MailType>("type"), row.Word<MailPriority>("priority"), row.Text("subject"), row.Text("body"), row.TextOrNull("payload"),
        row.Word<MailState>("state"), row.Int("attempts"), row.TextOrNull("claim_id"), row.TextOrNull("claimed_by"), row.TimeOrNull("claimed_at"),
        row.TimeOrNull("read_at"), row.Time("created_at"));

    private static OpenClaim ReadClaim(Row row) => new(
        row.Text("claim_id"), row.Text("claimed_by"), row.Text("recipient"), row.TextOrNull("recipient_id"), row.Int("messages"));
}

/// <summary>A message that holds what was looked for.</summary>
public sealed record MailHit(Message Message, string Snippet);
