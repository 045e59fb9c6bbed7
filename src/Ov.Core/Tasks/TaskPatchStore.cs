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

    /// <summary>Ids of the tasks that mend this one, by number.</summary>
    public static List<string> PatchesOf(Sql sql, string taskId) => sql.All(
        "SELECT task.id FROM task_patch JOIN task ON task.id = task_patch.task_id WHERE task_patch.patched_id = ?1 ORDER BY task.seq", row => row.Text("id"), taskId);
}
