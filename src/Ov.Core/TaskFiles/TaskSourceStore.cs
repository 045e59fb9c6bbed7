using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>Rows of <see cref="TaskSource"/>.</summary>
internal static class TaskSourceStore
{
    public static List<TaskSource> OfRun(Sql sql, string runId) => sql.All("SELECT * FROM task_source WHERE run_id = ?1", Read, runId);

    /// <summary>The newest task that is this issue, whatever its run.</summary>
    public static TaskSource? ByKey(Sql sql, string key) =>
        sql.First("SELECT s.* FROM task_source s JOIN task t ON t.id = s.task_id WHERE s.key = ?1 AND s.tracker IS NOT NULL ORDER BY t.created_at DESC LIMIT 1", Read, key);

    public static TaskSource? OfTask(Sql sql, string taskId) => sql.First("SELECT * FROM task_source WHERE task_id = ?1", Read, taskId);

    /// <summary>Issues that are still open although their work has landed, and closed ones whose task was taken up again.</summary>
    public static List<TaskSource> Owed(Sql sql) => sql.All(
        """
        SELECT s.* FROM task_source s JOIN task t ON t.id = s.task_id WHERE s.tracker IS NOT NULL AND s.file_state = 'pending' AND t.state = 'closed'
        UNION ALL
        SELECT s.* FROM run r JOIN task t ON t.run_id = r.id AND t.state IN ('pending', 'in_progress', 'blocked', 'failed') JOIN task_source s ON s.task_id = t.id
        WHERE r.state = 'active' AND s.tracker IS NOT NULL AND s.file_state = 'closed'
        """,
        Read);

    public static void Save(Tx tx, TaskSource source) => tx.Sql.Run(
        "INSERT OR REPLACE INTO task_source(task_id, run_id, key, path, hash, seen, file_state, tracker) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        source.TaskId, source.RunId, source.Key, source.Path, source.Hash, source.Seen, source.FileState.Word(), source.Tracker);

    private static TaskSource Read(Row row) => new(
        row.Text("task_id"), row.Text("run_id"), row.Text("key"), row.Text("path"), row.Text("hash"), row.Text("seen"), row.Word<TaskState>("file_state"), row.TextOrNull("tracker"));
}
