using Ov.Core.Ledger;

namespace Ov.Core.Mail;

/// <summary>Counts and deletes a range of mail.</summary>
internal static class MailPurgeStore
{
    private const string Unanswered = "type IN ('question', 'decision_gate', 'escalation') AND state = 'read'";

    /// <summary>What somebody still has to see or to answer; what is in a reader's hands is his until he acknowledges it.</summary>
    private const string Open = $"(state IN ('queued', 'delivered') OR {Unanswered})";

    private const string Held = "state = 'delivered'";

    public static PurgedMail Plan(Sql sql, MailRange range) => sql.First(
        $"""
        SELECT count(*) FILTER (WHERE NOT {Stays(range)}) AS purged, count(*) FILTER (WHERE {Stays(range)}) AS kept,
          min(created_at) FILTER (WHERE NOT {Stays(range)}) AS oldest, max(created_at) FILTER (WHERE NOT {Stays(range)}) AS newest
        FROM message WHERE {Where(range)}
        """,
        row => new PurgedMail(row.Long("purged"), row.Long("kept"), row.TimeOrNull("oldest"), row.TimeOrNull("newest")), Values(range))!;

    /// <summary>Whether anybody of that name ever sent or got mail.</summary>
    public static bool IsParty(Sql sql, string name) => sql.Number(
        "SELECT EXISTS (SELECT 1 FROM message WHERE sender = ?1) OR EXISTS (SELECT 1 FROM message WHERE recipient = ?1)", name) == 1;

    internal static void Delete(Tx tx, MailRange range) => tx.Sql.Run($"DELETE FROM message WHERE {Where(range)} AND NOT {Stays(range)}", Values(range));

    private static string Stays(MailRange range) => range.Unread ? $"({Held})" : Open;

    private static string Where(MailRange range) => string.Join(
        " AND ",
        range.Party is null ? "?1 IS NULL" : "(sender = ?1 OR recipient = ?1)", range.RunId is null ? "?2 IS NULL" : "run_id = ?2", range.Before is null ? "?3 IS NULL" : "created_at < ?3");

    private static SqlValue[] Values(MailRange range) => [range.Party, range.RunId, range.Before];
}

/// <summary>A range of mail; null means any.</summary>
/// <param name="Party">Sent or received by that name.</param>
/// <param name="Unread">Also what nobody has read, and questions and escalations without an answer.</param>
internal sealed record MailRange(string? Party, string? RunId, DateTimeOffset? Before, bool Unread);
