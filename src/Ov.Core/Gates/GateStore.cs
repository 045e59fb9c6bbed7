using Ov.Core.Ledger;

namespace Ov.Core.Gates;

/// <summary>Rows of gates.</summary>
public static class GateStore
{
    internal const string PendingOfActive =
        "SELECT gate.* FROM gate INDEXED BY gate_pending JOIN run ON run.id = gate.run_id WHERE gate.state = 'pending' AND run.state = 'active' ORDER BY gate.seq";

    internal const string HoldingOf =
        "SELECT * FROM gate INDEXED BY gate_holding WHERE run_id = ?1 AND holds <> 0 AND holds & ?3 <> 0 AND (task_id IS NULL OR task_id = ?2) ORDER BY seq LIMIT 1";

    private const string Same = "run_id = ?1 AND task_id IS ?2 AND kind = ?3";

    public static GateRecord? ById(Sql sql, string id) => sql.First("SELECT * FROM gate WHERE id = ?1", Read, id);

    /// <summary>Those whose ids begin so.</summary>
    public static List<GateRecord> Beginning(Sql sql, string prefix, int limit) =>
        sql.All("SELECT * FROM gate WHERE id >= ?1 AND id < ?2 ORDER BY seq LIMIT ?3", Read, prefix, prefix + "\u007f", limit);

    /// <summary>Those of active runs that wait, oldest first.</summary>
    public static List<GateRecord> Pending(Sql sql) => sql.All(PendingOfActive, Read);

    /// <summary>Those that will not be answered any more: their time is over, or their run is.</summary>
    public static List<GateRecord> Overdue(Sql sql, DateTimeOffset now) => sql.All(
        "SELECT gate.* FROM gate INDEXED BY gate_pending JOIN run ON run.id = gate.run_id WHERE gate.state = 'pending' AND (gate.expires_at <= ?1 OR run.state <> 'active') ORDER BY gate.seq", Read, now);

    /// <summary>The newest, newest first.</summary>
    public static List<GateRecord> Newest(Sql sql, string? runId, int limit) => runId is null
        ? sql.All("SELECT * FROM gate ORDER BY seq DESC LIMIT ?1", Read, limit)
        : sql.All("SELECT * FROM gate WHERE run_id = ?1 ORDER BY seq DESC LIMIT ?2", Read, runId, limit);

    /// <summary>The oldest one that keeps this from going on; null when none does.</summary>
    public static GateRecord? Holding(Sql sql, string runId, string? taskId, GatePoint point) => sql.First(HoldingOf, Read, runId, taskId, (int)point);

    /// <summary>Whether any gate of a run keeps something there from going on.</summary>
    public static bool HoldsAny(Sql sql, string runId, GatePoint point) =>
        sql.Number("SELECT 1 FROM gate INDEXED BY gate_holding WHERE run_id = ?1 AND holds <> 0 AND holds & ?2 <> 0 LIMIT 1", runId, (int)point) is not null;

    /// <summary>The newest of a kind about the same.</summary>
    public static GateRecord? Last(Sql sql, string runId, string? taskId, GateKind kind) =>
        sql.First($"SELECT * FROM gate WHERE {Same} ORDER BY seq DESC LIMIT 1", Read, runId, taskId, kind.Word());

    /// <summary>How often this was answered, about a task or about the whole run.</summary>
    public static int CountAnswered(Sql sql, string runId, GateKind kind, GateAnswer answer, string? taskId = null) =>
        (int)(sql.Number($"SELECT count(*) FROM gate WHERE {Same} AND answer = ?4", runId, taskId, kind.Word(), answer.Word()) ?? 0);

    /// <summary>Whether any gate of a run was answered so.</summary>
    public static bool WasAnswered(Sql sql, string runId, GateAnswer answer) => sql.Number("SELECT 1 FROM gate WHERE run_id = ?1 AND answer = ?2 LIMIT 1", runId, answer.Word()) is not null;

    public static void Insert(Tx tx, GateRecord gate) => tx.Sql.Run(
        "INSERT INTO gate(id, run_id, task_id, kind, state, question, evidence, opened_by, opener_id, opened_at, expires_at, holds) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        gate.Id, gate.RunId, gate.TaskId, gate.Kind.Word(), gate.State.Word(), tx.Words(gate.Question), tx.Words(gate.Evidence), gate.OpenedBy, gate.OpenerId, gate.OpenedAt, gate.ExpiresAt, (int)gate.Holds);

    /// <summary>What was answered before to the same does not count any more.</summary>
    public static void LetGo(Tx tx, string runId, string? taskId, GateKind kind) => tx.Sql.Run($"UPDATE gate SET holds = 0 WHERE {Same} AND holds <> 0", runId, taskId, kind.Word());

    public static void Decide(Tx tx, GateRecord gate, GateAnswer answer, string text, string by) => tx.Sql.Run(
        "UPDATE gate SET state = 'decided', answer = ?2, text = ?3, decided_by = ?4, decided_at = ?5, holds = ?6 WHERE id = ?1",
        gate.Id, answer.Word(), tx.Words(text), by, tx.Now, GateRules.LetsGo(answer) ? 0 : (int)gate.Holds);

    /// <summary>It goes on holding: nobody has said yes.</summary>
    public static void Expire(Tx tx, string id) => tx.Sql.Run("UPDATE gate SET state = 'expired' WHERE id = ?1", id);

    private static GateRecord Read(Row row) => new(
        row.Text("id"), row.Text("run_id"), row.TextOrNull("task_id"), row.Word<GateKind>("kind"), row.Word<GateState>("state"), row.Text("question"), row.Text("evidence"), row.Text("opened_by"),
        row.TextOrNull("opener_id"), row.Time("opened_at"), row.TimeOrNull("expires_at"), (GatePoint)row.Int("holds"), row.TextOrNull("answer") is { } word ? SnakeCase.Parse<GateAnswer>(word) : null,
        row.TextOrNull("text"), row.TextOrNull("decided_by"), row.TimeOrNull("decided_at"));
}
