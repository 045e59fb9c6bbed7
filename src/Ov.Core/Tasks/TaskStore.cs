using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>Rows of tasks and their dependencies.</summary>
public static class TaskStore
{
    public static TaskRecord? ById(Sql sql, string id) => sql.First("SELECT * FROM task WHERE id = ?1", Read, id);

    public static TaskRecord? ByNumber(Sql sql, string runId, int number) =>
        sql.First("SELECT * FROM task WHERE run_id = ?1 AND number = ?2", Read, runId, number);

    public static TaskRecord? ByBranch(Sql sql, string branch) =>
        sql.First("SELECT * FROM task WHERE branch = ?1 ORDER BY seq DESC LIMIT 1", Read, branch);

    public static List<TaskRecord> OfRun(Sql sql, string runId) =>
        sql.All("SELECT * FROM task WHERE run_id = ?1 ORDER BY number", Read, runId);

    /// <summary>The tasks that an incarnation holds and works on.</summary>
    public static List<TaskRecord> HeldBy(Sql sql, string agentId) =>
        sql.All("SELECT * FROM task WHERE owner_id = ?1 AND state = 'in_progress' ORDER BY seq", Read, agentId);

    public static List<(TaskState State, int Count)> CountByState(Sql sql, string runId) => sql.All(
        "SELECT state, count(*) AS tasks FROM task WHERE run_id = ?1 GROUP BY state", row => (row.Word<TaskState>("state"), row.Int("tasks")), runId);

    public static List<TaskRecord> All(Sql sql) => sql.All("SELECT * FROM task ORDER BY seq", Read);

    public static List<TaskRecord> Children(Sql sql, string parentId) =>
        sql.All("SELECT * FROM task WHERE parent_id = ?1 ORDER BY number", Read, parentId);

    /// <summary>Completed tasks of no lead whose branch is not in the merge queue, oldest first; of one run or of all active ones.</summary>
    public static List<TaskRecord> ReportedUnqueued(Sql sql, string? runId) => sql.All(
        """
        SELECT task.* FROM task JOIN run ON run.id = task.run_id
        WHERE task.state = 'completed' AND task.branch IS NOT NULL AND task.no_merge = 0 AND task.parent_id IS NULL
          AND (run.id = ?1 OR (?1 IS NULL AND run.state = 'active'))
          AND NOT EXISTS (SELECT 1 FROM merge WHERE merge.task_id = task.id AND merge.state IN ('queued', 'building', 'gating', 'conflicted', 'rejected'))
        ORDER BY task.seq
        """,
        Read, runId);

    /// <summary>What a task waits for.</summary>
    public static List<TaskRecord> Needs(Sql sql, string taskId) => sql.All(
        "SELECT task.* FROM task_need JOIN task ON task.id = task_need.needs_id WHERE task_need.task_id = ?1 ORDER BY task.seq", Read, taskId);

    /// <summary>What waits for a task.</summary>
    public static List<TaskRecord> NeededBy(Sql sql, string taskId) => sql.All(
        "SELECT task.* FROM task_need JOIN task ON task.id = task_need.task_id WHERE task_need.needs_id = ?1 ORDER BY task.seq", Read, taskId);

    /// <summary>Whether a task is another one or waits for it over any number of steps.</summary>
    public static bool WaitsFor(Sql sql, string taskId, string otherId) => sql.Number(
        "WITH RECURSIVE above(id) AS (SELECT ?1 UNION SELECT task_need.needs_id FROM above JOIN task_need ON task_need.task_id = above.id) SELECT 1 FROM above WHERE id = ?2",
        taskId, otherId) is not null;

    /// <summary>Every dependency of a run as (task, needs) pairs of ids.</summary>
    public static List<(string Task, string Needs)> Edges(Sql sql, string runId) => sql.All(
        "SELECT task_need.task_id AS task, task_need.needs_id AS needs FROM task_need JOIN task ON task.id = task_need.task_id WHERE task.run_id = ?1",
        row => (row.Text("task"), row.Text("needs")), runId);

    /// <summary>The number of the next task of a run: highest plus one, never reused (S0-2).</summary>
    public static int NextNumber(Sql sql, string runId) =>
        (int)(sql.Number("SELECT max(number) FROM task WHERE run_id = ?1", runId) ?? 0) + 1;

    public static void Insert(Tx tx, TaskRecord task, IEnumerable<string> needs)
    {
        tx.Sql.Run(
            """
            INSERT INTO task(id, run_id, number, title, body, state, priority, role, parent_id, scope, criteria, created_by, created_at, updated_at, metadata)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?14)
            """,
            task.Id, task.RunId, task.Number, task.Title, task.Body, task.State.Word(), task.Priority.Word(), task.Role, task.ParentId,
            TextList.Write(task.Scope), TextList.Write(task.Criteria), task.CreatedBy, task.CreatedAt, Stored(task.Metadata));
        foreach (var needed in needs)
        {
            AddNeed(tx, task.Id, needed);
        }
    }

    public static void AddNeed(Tx tx, string taskId, string needsId) =>
        tx.Sql.Run("INSERT OR IGNORE INTO task_need(task_id, needs_id) VALUES (?1, ?2)", taskId, needsId);

    public static void RemoveNeed(Tx tx, string taskId, string needsId) =>
        tx.Sql.Run("DELETE FROM task_need WHERE task_id = ?1 AND needs_id = ?2", taskId, needsId);

    /// <summary>The one place that changes a task's state. Refuses a transition that the contract does not list.</summary>
    /// <exception cref="OvException">state.</exception>
    public static void Move(Tx tx, TaskRecord task, TaskState to, string actor, string? reason = null)
    {
        if (!TaskTransitions.Allowed(task.State, to))
        {
            throw new OvException(
                ErrorCode.State, $"Task {task.Number} ({task.Id}) is {task.State.Word()} and cannot become {to.Word()}.",
                $"From {task.State.Word()} it may become: {TaskTransitions.Sentence(task.State)}.");
        }

        tx.Sql.Run(
            """
            UPDATE task SET state = ?2, updated_at = ?3, reason = ?4,
              completed_at = CASE WHEN ?2 = 'completed' THEN ?3 WHEN ?2 IN ('pending', 'in_progress') THEN NULL ELSE completed_at END,
              closed_at = CASE WHEN ?2 = 'closed' THEN ?3 ELSE NULL END,
              owner_id = CASE WHEN ?2 IN ('pending', 'canceled') THEN NULL ELSE owner_id END
            WHERE id = ?1
            """,
            task.Id, to.Word(), tx.Now, tx.Words(reason));
        tx.Record(new EventDraft($"task.{to.Word()}")
        {
            RunId = task.RunId, Actor = actor, TaskId = task.Id, AgentId = task.OwnerId, Text = reason,
            Level = to is TaskState.Failed or TaskState.Blocked ? "warn" : "info",
        });
    }

    /// <summary>A task that was this far already where it comes from. What was done there lands nowhere here.</summary>
    public static void Begin(Tx tx, TaskRecord task, TaskState state, string actor, string reason)
    {
        tx.Sql.Run(
            """
            UPDATE task SET state = ?2, reason = ?3, no_merge = ?2 = 'closed',
              completed_at = CASE ?2 WHEN 'closed' THEN ?4 END, closed_at = CASE ?2 WHEN 'closed' THEN ?4 END WHERE id = ?1
            """,
            task.Id, state.Word(), tx.Words(reason), tx.Now);
        tx.Record(new EventDraft($"task.{state.Word()}") { RunId = task.RunId, Actor = actor, TaskId = task.Id, Text = reason });
    }

    /// <summary>Gives the task to an incarnation; counts an attempt. The caller has moved it to in_progress in the same transaction.</summary>
    public static void SetOwner(Tx tx, string taskId, string ownerId) => tx.Sql.Run(
        "UPDATE task SET owner_id = ?2, attempts = attempts + 1, updated_at = ?3 WHERE id = ?1", taskId, ownerId, tx.Now);

    /// <summary>Who goes on with it.</summary>
    public static void SetRole(Tx tx, string taskId, string role) => tx.Sql.Run("UPDATE task SET role = ?2, updated_at = ?3 WHERE id = ?1", taskId, role, tx.Now);

    /// <summary>Rewrites what an edit may change.</summary>
    public static void Update(Tx tx, TaskRecord task) => tx.Sql.Run(
        """
        UPDATE task SET title = ?2, body = ?3, priority = ?4, role = ?5, scope = ?6, criteria = ?7, updated_at = ?8, metadata = ?9 WHERE id = ?1
        """,
        task.Id, task.Title, task.Body, task.Priority.Word(), task.Role, TextList.Write(task.Scope), TextList.Write(task.Criteria), tx.Now, Stored(task.Metadata));

    /// <summary>Marks a task whose branch, if it has one, is not going to land.</summary>
    public static void SetNoMerge(Tx tx, string taskId) => tx.Sql.Run("UPDATE task SET no_merge = 1 WHERE id = ?1", taskId);

    /// <summary>What the owner said it changed.</summary>
    public static List<string> Files(Sql sql, string taskId) =>
        sql.All("SELECT path FROM task_file WHERE task_id = ?1 ORDER BY path", row => row.Text("path"), taskId);

    /// <summary>The same of all tasks of a run.</summary>
    public static List<(string Task, string Path)> FilesOfRun(Sql sql, string runId) => sql.All(
        "SELECT task_id, path FROM task_file JOIN task ON task.id = task_id WHERE task.run_id = ?1 ORDER BY path", row => (row.Text("task_id"), row.Text("path")), runId);

    public static void SetBranch(Tx tx, string taskId, string branch) =>
        tx.Sql.Run("UPDATE task SET branch = ?2, updated_at = ?3 WHERE id = ?1", taskId, branch, tx.Now);

    /// <summary>Whoever takes it up next begins on a branch of its own.</summary>
    public static void ClearBranch(Tx tx, string taskId) => tx.Sql.Run("UPDATE task SET branch = NULL, updated_at = ?2 WHERE id = ?1", taskId, tx.Now);

    public static void SetResult(Tx tx, string taskId, string? summary, bool noMerge, IEnumerable<string> files)
    {
        tx.Sql.Run("UPDATE task SET summary = ?2, no_merge = ?3, updated_at = ?4 WHERE id = ?1", taskId, tx.Words(summary), noMerge, tx.Now);
        tx.Sql.Run("DELETE FROM task_file WHERE task_id = ?1", taskId);
        foreach (var file in files)
        {
            tx.Sql.Run("INSERT OR IGNORE INTO task_file(task_id, path) VALUES (?1, ?2)", taskId, file);
        }
    }

    public static TaskRecord Read(Row row) => new(
        row.Text("id"), row.Text("run_id"), row.Int("number"), row.Text("title"), row.Text("body"), row.Word<TaskState>("state"),
        row.Word<TaskPriority>("priority"), row.Text("role"), row.TextOrNull("parent_id"), row.List("scope"), row.List("criteria"),
        row.TextOrNull("owner_id"), row.Int("attempts"), row.TextOrNull("branch"), row.Bool("no_merge"), row.TextOrNull("summary"),
        row.TextOrNull("reason"), row.Text("created_by"), row.Time("created_at"), row.Time("updated_at"), row.TimeOrNull("completed_at"),
        row.TimeOrNull("closed_at"))
    {
        Metadata = row.List("metadata"),
    };

    private static string? Stored(IReadOnlyList<string> metadata) => metadata.Count > 0 ? TextList.Write(metadata) : null;
}
