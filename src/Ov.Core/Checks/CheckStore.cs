using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Ledger;

namespace Ov.Core.Checks;

/// <summary>Rows of checks.</summary>
public static class CheckStore
{
    internal const string OfTaskNewest = "SELECT * FROM check_result WHERE task_id = ?1 ORDER BY seq DESC LIMIT ?2";

    public static List<CheckRecord> OfTask(Sql sql, string taskId, int limit) => sql.All(OfTaskNewest, Read, taskId, limit);

    /// <summary>Of all tasks of a run, by task, each's oldest first.</summary>
    /// <param name="most">So many of the newest of each task.</param>
    internal static List<CheckRecord> OfRun(Sql sql, string runId, int most) =>
    [
        .. sql.All(
            "SELECT check_result.* FROM task JOIN check_result INDEXED BY check_task ON check_result.task_id = task.id WHERE task.run_id = ?1 ORDER BY task.number, check_result.seq", Read, runId)
            .GroupBy(check => check.TaskId).SelectMany(task => task.TakeLast(most)),
    ];

    public static void Insert(Tx tx, CheckRecord check) => tx.Sql.Run(
        "INSERT INTO check_result(id, task_id, round, passed, reasons, report, tree, by_whom, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        check.Id, check.TaskId, check.Round.Word(), check.Passed, TextList.Write(tx.Words(check.Reasons)), tx.Words(JsonSerializer.Serialize(check.Report, CheckReportJson.Default.CheckReport)), check.Tree, check.By, check.At);

    /// <summary>How many versions of the work failed since one passed, or since a person decided at its breaker.</summary>
    public static int Failures(Sql sql, string taskId, CheckRound round, GateKind breaker) => FixCounter.Failures(
        sql.All("SELECT * FROM check_result WHERE task_id = ?1 ORDER BY seq", Read, taskId), taskId, round,
        sql.Number("SELECT max(decided_at) FROM gate WHERE task_id = ?1 AND kind = ?2", taskId, breaker.Word()) is { } decided ? DateTimeOffset.FromUnixTimeMilliseconds(decided) : null);

    /// <summary>How many versions of the work failed that one incarnation checked itself, since one passed.</summary>
    public static int OwnFailures(Sql sql, string taskId, AgentRecord agent) => (int)(sql.Number(
        """
        SELECT count(DISTINCT tree) FROM check_result WHERE task_id = ?1 AND round = 'verify' AND passed = 0 AND by_whom = ?2 AND at >= ?3
          AND seq > coalesce((SELECT max(seq) FROM check_result WHERE task_id = ?1 AND round = 'verify' AND passed = 1), 0)
        """,
        taskId, agent.Name, agent.CreatedAt) ?? 0);

    private static CheckRecord Read(Row row) => new(
        row.Text("id"), row.Text("task_id"), row.Word<CheckRound>("round"), row.Bool("passed"), row.List("reasons"),
        JsonSerializer.Deserialize(row.Text("report"), CheckReportJson.Default.CheckReport)!, row.Text("tree"), row.Text("by_whom"), row.Time("at"));
}
