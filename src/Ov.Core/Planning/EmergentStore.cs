using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Planning;

/// <summary>Rows about work that nobody asked for, and about who looks for it.</summary>
internal static class EmergentStore
{
    public static void Insert(Tx tx, TaskRecord task, EmergentDraft draft, string? roundId) => tx.Sql.Run(
        "INSERT INTO emergent_task(task_id, run_id, hypothesis, domain, validation, tangential, round_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        task.Id, task.RunId, tx.Words(draft.Hypothesis), draft.Domain, TextList.Write(tx.Words(draft.Validation)), draft.Tangential, roundId);

    public static EmergentTask? Of(Sql sql, string taskId) => sql.First("SELECT * FROM emergent_task WHERE task_id = ?1", Read, taskId);

    /// <summary>By number.</summary>
    public static List<EmergentTask> OfRun(Sql sql, string runId) => sql.All(
        "SELECT emergent_task.* FROM emergent_task JOIN task ON task.id = emergent_task.task_id WHERE emergent_task.run_id = ?1 ORDER BY task.number", Read, runId);

    public static void Decide(Tx tx, string taskId, TriageVerdict verdict, TriageVerdict recommended, string? reason, string actor) => tx.Sql.Run(
        "UPDATE emergent_task SET verdict = ?2, recommended = ?3, reason = ?4, decided_by = ?5, decided_at = ?6 WHERE task_id = ?1",
        taskId, verdict.Word(), recommended.Word(), tx.Words(reason), actor, tx.Now);

    public static void AddRound(Tx tx, TaskRecord task) =>
        tx.Sql.Run("INSERT INTO planning_round(task_id, run_id, after_event) VALUES (?1, ?2, ?3)", task.Id, task.RunId, EventStore.LastSequence(tx.Sql));

    /// <summary>Ids of the tasks whose planners look for new work, oldest first.</summary>
    public static List<string> Rounds(Sql sql, string runId) => sql.All("SELECT task_id FROM planning_round WHERE run_id = ?1 ORDER BY after_event", row => row.Text("task_id"), runId);

    /// <summary>The task whose planner is at work; null for none.</summary>
    public static string? Live(Sql sql, string runId) => sql.First(
        "SELECT task_id FROM planning_round JOIN task ON task.id = task_id WHERE planning_round.run_id = ?1 AND state = 'in_progress'", row => row.Text("task_id"), runId);

    /// <summary>Ids of the tasks whose planners ended and found nothing since there was work last, or since the loop was turned on or off (S0-46, S0-47).</summary>
    public static List<string> Unproductive(Sql sql, string runId)
    {
        var ended = sql.All(
            "SELECT task_id, after_event FROM planning_round JOIN task ON task.id = task_id WHERE planning_round.run_id = ?1 AND state NOT IN ('pending', 'in_progress') ORDER BY after_event",
            row => (Id: row.Text("task_id"), After: row.Long("after_event")), runId);
        if (LastWork(sql, runId) is { } work)
        {
            ended.RemoveAll(round => round.After < work);
        }

        return [.. ended.Select(round => round.Id)];
    }

    private static long? LastWork(Sql sql, string runId) => sql.Number(
        """
        SELECT max(seq) FROM event WHERE run_id = ?1 AND (type = 'run.loop'
          OR type IN ('task.added', 'task.pending') AND task_id NOT IN (SELECT task_id FROM planning_round WHERE planning_round.run_id = ?1))
        """,
        runId);

    private static EmergentTask Read(Row row) => new(
        row.Text("task_id"), row.Text("run_id"), row.Text("hypothesis"), row.Text("domain"), row.List("validation"), row.Bool("tangential"), row.TextOrNull("round_id"),
        Verdict(row, "verdict"), Verdict(row, "recommended"), row.TextOrNull("reason"), row.TextOrNull("decided_by"), row.TimeOrNull("decided_at"));

    private static TriageVerdict? Verdict(Row row, string column) => row.TextOrNull(column) is { } word ? SnakeCase.Parse<TriageVerdict>(word) : null;
}
