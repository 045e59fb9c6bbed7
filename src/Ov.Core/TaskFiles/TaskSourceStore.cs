using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>Rows of <see cref="TaskSource"/>.</summary>
internal static class TaskSourceStore
{
    public static List<TaskSource> OfRun(Sql sql, string runId) => sql.All("SELECT * FROM task_source WHERE run_id = ?1", Read, runId);

    public static void Save(Tx tx, TaskSource source) => tx.Sql.Run(
        "INSERT OR REPLACE INTO task_source(task_id, run_id, key, path, hash, seen, file_state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        source.TaskId, source.RunId, source.Key, source.Path, source.Hash, source.Seen, source.FileState.Word());

    private static TaskSource Read(Row row) => new(
        row.Text("task_id"), row.Text("run_id"), row.Text("key"), row.Text("path"), row.Text("hash"), row.Text("seen"), row.Word<TaskState>("file_state"));
}
