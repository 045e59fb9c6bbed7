using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>Which tasks mend which earlier ones (S0-65).</summary>
public static class TaskPatchStore
{
    public static void Add(Tx tx, string taskId, string patchedId) =>
        tx.Sql.Run("INSERT OR IGNORE INTO task_patch(task_id, patched_id) VALUES (?1, ?2)", taskId, patchedId);

    /// <summary>Ids of the tasks that this one mends, by number.</summary>
    public static List<string> Patched(Sql sql, string taskId) => sql.All(
        "SELECT task.id FROM task_patch JOIN task ON task.id = task_patch.patched_id WHERE task_patch.task_id = ?1 ORDER BY task.seq", row => row.Text("id"), taskId);

    /// <summary>Of the tasks of a run: which mends which, by id.</summary>
    internal static List<(string Task, string Patched)> OfRun(Sql sql, string runId) => sql.All(
        "SELECT task.id, task_patch.patched_id AS patched FROM task JOIN task_patch ON task_patch.task_id = task.id JOIN task AS mended ON mended.id = task_patch.patched_id WHERE task.run_id = ?1 ORDER BY task.number, mended.seq",
        row => (row.Text("id"), row.Text("patched")), runId);

    /// <summary>Ids of the tasks that mend this one, by number.</summary>
    public static List<string> PatchesOf(Sql sql, string taskId) => sql.All(
        "SELECT task.id FROM task_patch JOIN task ON task.id = task_patch.task_id WHERE task_patch.patched_id = ?1 ORDER BY task.seq", row => row.Text("id"), taskId);
}
