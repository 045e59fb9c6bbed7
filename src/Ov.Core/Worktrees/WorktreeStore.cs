using Ov.Core.Ledger;

namespace Ov.Core.Worktrees;

/// <summary>Rows of worktrees.</summary>
public static class WorktreeStore
{
    public static WorktreeRecord? ById(Sql sql, string id) => sql.First("SELECT * FROM worktree WHERE id = ?1", Read, id);

    /// <summary>The worktree that lies at a path now.</summary>
    public static WorktreeRecord? AtPath(Sql sql, string path) =>
        sql.First("SELECT * FROM worktree WHERE path = ?1 AND removed_at IS NULL", Read, path);

    /// <summary>The worktree an incarnation works or worked in, if it still exists.</summary>
    public static WorktreeRecord? OfAgent(Sql sql, string agentId) =>
        sql.First("SELECT * FROM worktree WHERE agent_id = ?1 AND removed_at IS NULL ORDER BY seq DESC LIMIT 1", Read, agentId);

    public static WorktreeRecord? OfBranch(Sql sql, string branch) =>
        sql.First("SELECT * FROM worktree WHERE branch = ?1 AND removed_at IS NULL ORDER BY seq DESC LIMIT 1", Read, branch);

    /// <summary>The worktree that a person or script made under a name.</summary>
    public static WorktreeRecord? Named(Sql sql, string name) => sql.First("SELECT * FROM worktree WHERE name = ?1 AND removed_at IS NULL", Read, name.ToLowerInvariant());

    /// <summary>Worktrees with a scope of their own.</summary>
    public static List<WorktreeRecord> Claiming(Sql sql) =>
        sql.All("SELECT * FROM worktree WHERE name IS NOT NULL AND removed_at IS NULL AND scope <> '[]' ORDER BY seq", Read);

    /// <summary>True when ov made this branch at some time: only then may it delete it.</summary>
    public static bool MadeBranch(Sql sql, string branch) => sql.Number("SELECT count(*) FROM worktree WHERE branch = ?1 AND keep_branch = 0", branch) > 0;

    /// <summary>Every path that ov ever wrote into a worktree of a branch.</summary>
    public static List<string> WrittenOn(Sql sql, string branch) =>
        [.. sql.All("SELECT written FROM worktree WHERE branch = ?1", row => row.List("written"), branch).SelectMany(paths => paths).Distinct()];

    /// <summary>All that exist, oldest first.</summary>
    public static List<WorktreeRecord> Present(Sql sql) => sql.All("SELECT * FROM worktree WHERE removed_at IS NULL ORDER BY seq", Read);

    /// <summary>Worktrees of agents at work that did something since they were looked at for uncommitted work, longer ago than that.</summary>
    public static List<WorktreeRecord> Unkept(Sql sql, DateTimeOffset before) => sql.All(
        """
        SELECT worktree.* FROM agent INDEXED BY agent_living JOIN worktree ON worktree.agent_id = agent.id AND worktree.removed_at IS NULL
        WHERE agent.ended_at IS NULL AND agent.state IN ('working', 'stalled') AND worktree.state = 'ready' AND coalesce(worktree.kept_at, agent.created_at) <= ?1
          AND agent.last_activity_at > coalesce(worktree.kept_at, 0) ORDER BY worktree.seq
        """, Read, before);

    /// <summary>Its uncommitted work was looked at, and kept where there was any.</summary>
    public static void SetKept(Tx tx, string id) => tx.Sql.Run("UPDATE worktree SET kept_at = ?2 WHERE id = ?1", id, tx.Now);

    public static void Insert(Tx tx, WorktreeRecord worktree) => tx.Sql.Run(
        """
        INSERT INTO worktree(id, agent_id, run_id, path, branch, base_commit, state, written, created_at, name, task_id, base_branch, scope, sparse, keep_branch)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """,
        worktree.Id, worktree.AgentId, worktree.RunId, worktree.Path, worktree.Branch, worktree.BaseCommit, worktree.State.Word(),
        TextList.Write(worktree.Written), worktree.CreatedAt, worktree.OwnName, worktree.TaskId, worktree.BaseBranch, TextList.Write(worktree.Scope),
        TextList.Write(worktree.Sparse), worktree.KeepBranch);

    /// <summary>Hands an existing worktree to a new incarnation.</summary>
    public static void HandTo(Tx tx, string id, string? agentId, WorktreeState state) =>
        tx.Sql.Run("UPDATE worktree SET agent_id = ?2, state = ?3 WHERE id = ?1", id, agentId, state.Word());

    public static void SetState(Tx tx, string id, WorktreeState state) =>
        tx.Sql.Run("UPDATE worktree SET state = ?2 WHERE id = ?1", id, state.Word());

    public static void SetWritten(Tx tx, string id, IEnumerable<string> written) =>
        tx.Sql.Run("UPDATE worktree SET written = ?2 WHERE id = ?1", id, TextList.Write(written));

    /// <summary>Its ports are free from now on.</summary>
    /// <param name="backup">The ref that keeps its work, or null when there was nothing to keep.</param>
    public static void SetRemoved(Tx tx, string id, string? backup)
    {
        tx.Sql.Run("UPDATE worktree SET state = 'removed', removed_at = ?2, backup = ?3 WHERE id = ?1", id, tx.Now, backup);
        PortStore.Release(tx, id);
    }

    private static WorktreeRecord Read(Row row) => new(
        row.Text("id"), row.TextOrNull("agent_id"), row.TextOrNull("run_id"), row.Text("path"), row.Text("branch"), row.Text("base_commit"),
        row.Word<WorktreeState>("state"), row.List("written"), row.Time("created_at"), row.TimeOrNull("removed_at"), row.TextOrNull("backup"))
    {
        OwnName = row.TextOrNull("name"), TaskId = row.TextOrNull("task_id"), BaseBranch = row.TextOrNull("base_branch"), Scope = row.List("scope"),
        Sparse = row.List("sparse"), KeepBranch = row.Bool("keep_branch"),
    };
}
