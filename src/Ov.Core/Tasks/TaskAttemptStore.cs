using System.Text;
using System.Text.Json;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Text;

namespace Ov.Core.Tasks;

/// <summary>Rows of <see cref="TaskAttempt"/>.</summary>
public static class TaskAttemptStore
{
    public static void Add(Tx tx, TaskRecord task, TaskAttempt attempt) => tx.Sql.Run(
        "INSERT INTO task_attempt(task_id, agent, completed, brief, summary, files, tests, caveats, at, outcome, report) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        task.Id, attempt.Agent, attempt.Status == AttemptStatus.Completed, BriefOf(tx.Sql, task), tx.Words(attempt.Summary), TextList.Write(attempt.FilesModified), TextList.Write(tx.Words(attempt.TestsRun)),
        tx.Words(attempt.Caveats), tx.Now, attempt.Status is AttemptStatus.Completed or AttemptStatus.Failed ? null : attempt.Status.Word(),
        attempt.Places.IsEmpty ? null : tx.Words(JsonSerializer.Serialize(attempt.Places, ReportPlacesJson.Default.ReportPlaces)));

    /// <summary>Of one task, oldest first.</summary>
    public static List<TaskAttempt> Of(Sql sql, string taskId) => sql.All("SELECT * FROM task_attempt WHERE task_id = ?1 ORDER BY seq", Read, taskId);

    /// <summary>Of all tasks of a run, by task, each's oldest first.</summary>
    internal static List<(string TaskId, TaskAttempt Attempt)> OfRun(Sql sql, string runId) => sql.All(
        "SELECT task_attempt.* FROM task JOIN task_attempt ON task_attempt.task_id = task.id WHERE task.run_id = ?1 ORDER BY task.number, task_attempt.seq", row => (row.Text("task_id"), Read(row)), runId);

    /// <summary>The newest that failed, were canceled or scratched, of any task, each with its task.</summary>
    public static List<(TaskAttempt Attempt, TaskRecord Task)> Failed(Sql sql, int limit) => sql.All(
        "SELECT * FROM task_attempt WHERE completed = 0 AND (outcome IS NULL OR outcome IN ('canceled', 'scratch')) ORDER BY seq DESC LIMIT ?1", row => (Read(row), row.Text("task_id")), limit)
        .ConvertAll(found => (found.Item1, TaskStore.ById(sql, found.Item2)!));

    /// <summary>How often it failed as it is described now.</summary>
    public static long Failures(Sql sql, TaskRecord task) => sql.Number(
        "SELECT count(*) FROM task_attempt WHERE task_id = ?1 AND completed = 0 AND outcome IS NULL AND let_go = 0 AND brief = ?2", task.Id, BriefOf(sql, task)) ?? 0;

    /// <summary>The operator has looked at what failed and wants it tried again.</summary>
    public static void LetGo(Tx tx, string taskId) => tx.Sql.Run("UPDATE task_attempt SET let_go = 1 WHERE task_id = ?1", taskId);

    /// <summary>Differs as soon as somebody changed what is asked for.</summary>
    private static string BriefOf(Sql sql, TaskRecord task) => Sha256.HexOf(Encoding.UTF8.GetBytes(string.Join(
        '\0', [task.Title, task.Body, TextList.Write(task.Scope), TextList.Write(task.Criteria), NoteStore.Newest(sql, NoteKind.Spec, task.Id)?.Id ?? ""])));

    private static AttemptStatus StatusOf(bool completed, string? outcome) => outcome switch
    {
        "canceled" => AttemptStatus.Canceled,
        "continue" => AttemptStatus.Continue,
        "scratch" => AttemptStatus.Scratch,
        _ => completed ? AttemptStatus.Completed : AttemptStatus.Failed,
    };

    private static TaskAttempt Read(Row row) => new(
        row.Text("agent"), StatusOf(row.Bool("completed"), row.TextOrNull("outcome")), row.Text("summary"), row.List("files"), row.List("tests"), row.TextOrNull("caveats"), row.Time("at"))
    {
        Places = row.TextOrNull("report") is { } report ? JsonSerializer.Deserialize(report, ReportPlacesJson.Default.ReportPlaces)! : ReportPlaces.None,
    };
}
