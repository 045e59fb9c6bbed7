using Ov.Core.Processes;

namespace Ov.Core.Ledger;

/// <summary>What touches git or processes is written down before it is done; the tick repairs intents whose owner died.</summary>
public static class Intents
{
    /// <param name="kind">For example <c>sling</c>, <c>merge</c>, <c>undo</c>, <c>worktree-remove</c>, <c>stop</c>.</param>
    /// <param name="subject">Id of the thing acted on.</param>
    /// <param name="data">JSON object with all that a repair needs.</param>
    public static string Open(Tx tx, string kind, string subject, string data)
    {
        var id = tx.NewId("intent");
        tx.Sql.Run(
            "INSERT INTO intent(id, kind, subject, data, state, owner, created_at) VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?6)",
            id, kind, subject, data, ProcessIdentity.Current().ToString(), tx.Now);
        return id;
    }

    /// <summary>Rewrites the data of an open intent as the work proceeds.</summary>
    public static void Update(Tx tx, string id, string data) =>
        tx.Sql.Run("UPDATE intent SET data = ?2 WHERE id = ?1 AND state = 'open'", id, data);

    /// <summary>The outcome: <c>done</c>, <c>failed</c> or <c>repaired</c>.</summary>
    public static void Close(Tx tx, string id, string outcome) =>
        tx.Sql.Run("UPDATE intent SET state = ?2, closed_at = ?3 WHERE id = ?1 AND state = 'open'", id, outcome, tx.Now);

    /// <summary>Takes an orphaned intent over, so that two ticks never repair it at once.</summary>
    public static bool Adopt(Tx tx, IntentRecord intent) => tx.Sql.Run(
        "UPDATE intent SET owner = ?3 WHERE id = ?1 AND owner = ?2 AND state = 'open'",
        intent.Id, intent.Owner, ProcessIdentity.Current().ToString()) == 1;

    /// <summary>Another process carries it out from now on: it is an orphan only once that one is dead.</summary>
    public static void HandTo(Tx tx, string kind, string subject, ProcessIdentity owner) =>
        tx.Sql.Run("UPDATE intent SET owner = ?3 WHERE kind = ?1 AND subject = ?2 AND state = 'open'", kind, subject, owner.ToString());

    /// <summary>The open intent of a kind on one thing, if there is one.</summary>
    public static IntentRecord? OpenFor(Sql sql, string kind, string subject) => sql.First(
        "SELECT * FROM intent WHERE state = 'open' AND kind = ?1 AND subject = ?2 ORDER BY seq DESC LIMIT 1", Read, kind, subject);

    /// <summary>True while somebody is in the middle of something with this thing: its state on the machine is not to be judged now.</summary>
    public static bool IsOpenFor(Sql sql, string subject) =>
        sql.Number("SELECT count(*) FROM intent WHERE state = 'open' AND subject = ?1", subject) > 0;

    public static List<IntentRecord> AllOpen(Sql sql) =>
        sql.All("SELECT * FROM intent WHERE state = 'open' ORDER BY seq", Read);

    private static IntentRecord Read(Row row) => new(
        row.Text("id"), row.Text("kind"), row.Text("subject"), row.Text("data"), row.Text("owner"), row.Time("created_at"));
}

/// <summary>An open intent.</summary>
/// <param name="Owner">Text form of the <see cref="ProcessIdentity"/> that opened it.</param>
public sealed record IntentRecord(string Id, string Kind, string Subject, string Data, string Owner, DateTimeOffset CreatedAt);
