using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>Which task was made so that a blocked one can go on.</summary>
internal static class TaskBlockerStore
{
    /// <summary>Blocked tasks of active runs whose blocker is done, as <see cref="TaskReadiness.IsSatisfied"/> has it; with the blockers.</summary>
    public static List<(TaskRecord Task, TaskRecord Blocker)> Cleared(Sql sql) => sql.All(
        """
        SELECT blocked.task_id, blocked.blocker_id FROM task_blocker AS blocked JOIN task ON task.id = blocked.task_id JOIN run ON run.id = task.run_id
        WHERE task.state = 'blocked' AND run.state = 'active' ORDER BY task.seq
        """, row => (TaskStore.ById(sql, row.Text("task_id"))!, TaskStore.ById(sql, row.Text("blocker_id"))!)).FindAll(pair => TaskReadiness.IsSatisfied(pair.Item2));

    /// <summary>The tasks whose way a task was made to clear.</summary>
    public static List<TaskRecord> BlockedBy(Sql sql, string blockerId) =>
        sql.All("SELECT task.* FROM task_blocker JOIN task ON task.id = task_blocker.task_id WHERE blocker_id = ?1 ORDER BY task.seq", TaskStore.Read, blockerId);

    public static bool Has(Sql sql, string taskId) => sql.Number("SELECT 1 FROM task_blocker WHERE task_id = ?1", taskId) is not null;

    public static void Set(Tx tx, string taskId, string blockerId) => tx.Sql.Run("INSERT INTO task_blocker(task_id, blocker_id) VALUES (?1, ?2)", taskId, blockerId);

    public static void Clear(Tx tx, string taskId) => tx.Sql.Run("DELETE FROM task_blocker WHERE task_id = ?1", taskId);
}
