using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Groups;

/// <summary>Rows of groups and their members.</summary>
public static class GroupStore
{
    public static GroupRecord? ById(Sql sql, string id) => sql.First("SELECT * FROM task_group WHERE id = ?1", Read, id);

    public static GroupRecord? ByName(Sql sql, string name) =>
        sql.First("SELECT * FROM task_group WHERE name = ?1 ORDER BY state = 'active' DESC, seq DESC LIMIT 1", Read, name);

    public static List<GroupRecord> Active(Sql sql) => sql.All("SELECT * FROM task_group WHERE state = 'active' ORDER BY seq", Read);

    public static List<GroupRecord> All(Sql sql) => sql.All("SELECT * FROM task_group ORDER BY seq", Read);

    /// <summary>The groups that a task is in.</summary>
    public static List<GroupRecord> With(Sql sql, string taskId, GroupState state) => sql.All(
        """
        SELECT task_group.* FROM task_group_member JOIN task_group ON task_group.id = task_group_member.group_id
        WHERE task_group_member.task_id = ?1 AND task_group.state = ?2 ORDER BY task_group.seq
        """,
        Read, taskId, state.Word());

    public static List<TaskRecord> Members(Sql sql, string groupId) => sql.All(
        "SELECT task.* FROM task_group_member JOIN task ON task.id = task_group_member.task_id WHERE task_group_member.group_id = ?1 ORDER BY task.seq",
        TaskStore.Read, groupId);

    /// <summary>How many members are neither closed nor canceled.</summary>
    public static long CountOpen(Sql sql, string groupId) => sql.Number(
        """
        SELECT count(*) FROM task_group_member JOIN task ON task.id = task_group_member.task_id
        WHERE task_group_member.group_id = ?1 AND task.state NOT IN ('closed', 'canceled')
        """,
        groupId) ?? 0;

    public static void Insert(Tx tx, GroupRecord group) => tx.Sql.Run(
        "INSERT INTO task_group(id, name, run_id, state, created_by, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        group.Id, group.Name, group.RunId, group.State.Word(), group.CreatedBy, group.CreatedAt);

    /// <summary>False when it was a member already.</summary>
    public static bool AddMember(Tx tx, string groupId, string taskId) =>
        tx.Sql.Run("INSERT OR IGNORE INTO task_group_member(group_id, task_id) VALUES (?1, ?2)", groupId, taskId) == 1;

    /// <summary>False when it was no member.</summary>
    public static bool RemoveMember(Tx tx, string groupId, string taskId) =>
        tx.Sql.Run("DELETE FROM task_group_member WHERE group_id = ?1 AND task_id = ?2", groupId, taskId) == 1;

    public static void SetState(Tx tx, string groupId, GroupState state) => tx.Sql.Run(
        "UPDATE task_group SET state = ?2, completed_at = ?3 WHERE id = ?1",
        groupId, state.Word(), state == GroupState.Completed ? tx.Now : default(SqlValue));

    private static GroupRecord Read(Row row) => new(
        row.Text("id"), row.Text("name"), row.TextOrNull("run_id"), row.Word<GroupState>("state"), row.Text("created_by"),
        row.Time("created_at"), row.TimeOrNull("completed_at"));
}
