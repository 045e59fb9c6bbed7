using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>Rows of agents.</summary>
public static class AgentStore
{
    public static AgentRecord? ById(Sql sql, string id) => sql.First("SELECT * FROM agent WHERE id = ?1", Read, id);

    /// <summary>The live bearer of a name, if any.</summary>
    public static AgentRecord? Live(Sql sql, string name) =>
        sql.First("SELECT * FROM agent WHERE name = ?1 AND ended_at IS NULL", Read, name.ToLowerInvariant());

    /// <summary>The newest incarnation of a name, live or not.</summary>
    public static AgentRecord? Newest(Sql sql, string name) =>
        sql.First("SELECT * FROM agent WHERE name = ?1 ORDER BY incarnation DESC LIMIT 1", Read, name.ToLowerInvariant());

    /// <summary>The ids of every incarnation of a name.</summary>
    public static List<string> IdsOf(Sql sql, string name) => sql.All("SELECT id FROM agent WHERE name = ?1 ORDER BY incarnation", row => row.Text("id"), name);

    /// <summary>Live agents in the order they were started, of one run or of all.</summary>
    public static List<AgentRecord> AllLive(Sql sql, string? runId = null) => runId is null
        ? sql.All("SELECT * FROM agent WHERE ended_at IS NULL ORDER BY seq", Read)
        : sql.All("SELECT * FROM agent INDEXED BY agent_live WHERE ended_at IS NULL AND run_id = ?1 ORDER BY seq", Read, runId);

    public static List<AgentRecord> All(Sql sql) => sql.All("SELECT * FROM agent ORDER BY seq", Read);

    /// <summary>Newest first, of one run or of all.</summary>
    /// <param name="role">Only of this role; null means any.</param>
    /// <param name="all">Ended ones too.</param>
    public static List<AgentRecord> Select(Sql sql, string? runId, string? role, bool all) => sql.All(
        $"SELECT * FROM agent{(all || runId is null ? "" : " INDEXED BY agent_live")} WHERE {(all ? "1" : "ended_at IS NULL")} AND {(runId is null ? "?1 IS NULL" : "run_id = ?1")} AND {(role is null ? "?2 IS NULL" : "role = ?2")} ORDER BY seq DESC",
        Read, runId, role);

    /// <summary>True when some incarnation of the name, live or ended, had this secret.</summary>
    public static bool HasBorneSecret(Sql sql, string name, string hash) =>
        sql.Number("SELECT count(*) FROM agent WHERE name = ?1 AND secret_hash = ?2", name, hash) > 0;

    public static List<AgentRecord> OfRun(Sql sql, string runId) =>
        sql.All("SELECT * FROM agent WHERE run_id = ?1 ORDER BY seq", Read, runId);

    public static List<AgentRecord> LiveChildren(Sql sql, string parentId) =>
        sql.All("SELECT * FROM agent WHERE parent_id = ?1 AND ended_at IS NULL ORDER BY seq", Read, parentId);

    /// <summary>Whom some incarnation of a name started, and whom those did; newest first.</summary>
    public static List<AgentRecord> Below(Sql sql, string name, int most) => sql.All(
        """
        WITH RECURSIVE below(id) AS (SELECT id FROM agent WHERE name = ?1 UNION SELECT agent.id FROM below JOIN agent ON agent.parent_id = below.id)
        SELECT agent.* FROM below JOIN agent ON agent.id = below.id WHERE agent.name <> ?1 ORDER BY agent.seq DESC LIMIT ?2
        """,
        Read, name, most);

    /// <summary>All that live, and of those that ended the newest.</summary>
    public static List<AgentRecord> OfRun(Sql sql, string runId, int mostEnded) => sql.All(
        """
        SELECT * FROM agent WHERE run_id = ?1 AND ended_at IS NULL
        UNION ALL
        SELECT * FROM (SELECT * FROM agent WHERE run_id = ?1 AND ended_at IS NOT NULL ORDER BY seq DESC LIMIT ?2)
        ORDER BY seq
        """,
        Read, runId, mostEnded);

    public static List<AgentRecord> OfTask(Sql sql, string taskId) =>
        sql.All("SELECT * FROM agent WHERE task_id = ?1 ORDER BY seq", Read, taskId);

    /// <summary>Who worked on a branch last.</summary>
    public static AgentRecord? ByBranch(Sql sql, string branch) =>
        sql.First("SELECT * FROM agent WHERE branch = ?1 ORDER BY seq DESC LIMIT 1", Read, branch);

    /// <summary>Whose branches were cut from another one, in the order they were started.</summary>
    public static List<AgentRecord> CutFrom(Sql sql, string runId, string branch) =>
        sql.All("SELECT * FROM agent WHERE run_id = ?1 AND base_branch = ?2 ORDER BY seq", Read, runId, branch);

    public static long CountLive(Sql sql) => sql.Number("SELECT count(*) FROM agent WHERE ended_at IS NULL") ?? 0;

    public static long CountOfRun(Sql sql, string runId) => sql.Number("SELECT count(*) FROM agent WHERE run_id = ?1", runId) ?? 0;

    public static long CountOfRole(Sql sql, string role) => sql.Number("SELECT count(*) FROM agent WHERE role = ?1", role) ?? 0;

    /// <summary>The incarnation number that the next bearer of a name gets.</summary>
    public static int NextIncarnation(Sql sql, string name) =>
        (int)(sql.Number("SELECT max(incarnation) FROM agent WHERE name = ?1", name) ?? 0) + 1;

    public static void Insert(Tx tx, AgentRecord agent) => tx.Sql.Run(
        """
        INSERT INTO agent(id, name, incarnation, role, state, state_since, state_reason, run_id, task_id, parent_id, depth, runtime, command, model,
          secret_hash, branch, base_branch, base_commit, worktree, scope, skip_review, max_children, created_by, created_at, last_activity_at, session, stance, terminal, fork_of, desk)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)
        """,
        agent.Id, agent.Name, agent.Incarnation, agent.Role, agent.State.Word(), agent.StateSince, tx.Words(agent.StateReason), agent.RunId, agent.TaskId,
        agent.ParentId, agent.Depth, agent.Runtime, agent.Command, agent.Model, agent.SecretHash, agent.Branch, agent.BaseBranch, agent.BaseCommit,
        agent.Worktree, TextList.Write(agent.Scope), agent.SkipReview, agent.MaxChildren, agent.CreatedBy, agent.CreatedAt, agent.LastActivityAt, agent.Session, agent.Stance?.Word(), agent.HasTerminal, agent.ForkOf, agent.IsDesk);

    /// <summary>The one place that changes an agent's state. Refuses a transition that the contract does not list.</summary>
    /// <exception cref="OvException">state.</exception>
    public static void Move(Tx tx, AgentRecord agent, AgentState to, string actor, string? reason = null)
    {
        if (agent.State == to)
        {
            return;
        }

        if (!AgentTransitions.Allowed(agent.State, to))
        {
            throw new OvException(ErrorCode.State, $"Agent {agent.Name} is {agent.State.Word()} and cannot become {to.Word()}.");
        }

        tx.Sql.Run(
            "UPDATE agent SET state = ?2, state_since = ?3, state_reason = ?4, ended_at = ?5 WHERE id = ?1",
            agent.Id, to.Word(), tx.Now, tx.Words(reason), AgentTransitions.IsTerminal(to) ? tx.Now : default(SqlValue));
        tx.Record(new EventDraft($"agent.{to.Word()}")
        {
            RunId = agent.RunId, Actor = actor, AgentId = agent.Id, TaskId = agent.TaskId, Text = reason,
            Level = to is AgentState.Zombie or AgentState.Failed or AgentState.Stalled ? "warn" : "info",
        });
    }

    /// <summary>What a claim makes an agent's current task.</summary>
    public static void SetTask(Tx tx, string id, string taskId) => tx.Sql.Run("UPDATE agent SET task_id = ?2 WHERE id = ?1", id, taskId);

    public static void SetHost(Tx tx, string id, string host) => tx.Sql.Run("UPDATE agent SET host = ?2 WHERE id = ?1", id, host);

    /// <summary>The runtime's own session that the next turn goes on in; null begins a new one, which is no fork of another.</summary>
    public static void SetSession(Tx tx, string id, string? session) =>
        tx.Sql.Run("UPDATE agent SET session = ?2, context_used = NULL, fork_of = CASE WHEN ?2 IS NULL THEN NULL ELSE fork_of END WHERE id = ?1", id, session);

    /// <summary>What its sling said to it beside its task.</summary>
    public static Briefing BriefingOf(Sql sql, string id) => Briefing.Parse(sql.First("SELECT briefing FROM agent WHERE id = ?1", row => row.TextOrNull("briefing") ?? "", id) is { Length: > 0 } json ? json : null);

    public static void SetBriefing(Tx tx, string id, string briefing) => tx.Sql.Run("UPDATE agent SET briefing = ?2 WHERE id = ?1", id, tx.Words(briefing));

    /// <summary>Whether it was asked for the report it owes, since it last had something else to wait for.</summary>
    public static bool WasAskedToReport(Sql sql, string id) => sql.Number("SELECT asked_to_report FROM agent WHERE id = ?1", id) == 1;

    public static void SetAskedToReport(Tx tx, string id, bool asked) => tx.Sql.Run("UPDATE agent SET asked_to_report = ?2 WHERE id = ?1", id, asked);

    /// <summary>When its conversation was asked to begin anew; null when nobody asked.</summary>
    public static DateTimeOffset? CompactAt(Sql sql, string id) => sql.Number("SELECT compact_at FROM agent WHERE id = ?1", id) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public static void SetCompactAt(Tx tx, string id, DateTimeOffset? at) => tx.Sql.Run("UPDATE agent SET compact_at = ?2 WHERE id = ?1", id, at);

    public static void StartTurn(Tx tx, string id, int turn, string? process) => tx.Sql.Run(
        "UPDATE agent SET turn = ?2, turn_process = ?3, last_activity_at = ?4, obstacle = NULL, context_before = context_used WHERE id = ?1", id, turn, process, tx.Now);

    /// <param name="failedTurns">Failed turns in a row so far; 0 after a good one.</param>
    public static void EndTurn(Tx tx, string id, int failedTurns) => tx.Sql.Run(
        "UPDATE agent SET turn_process = NULL, failed_turns = ?2, last_activity_at = ?3 WHERE id = ?1", id, failedTurns, tx.Now);

    /// <param name="obstacle">Null when nothing holds it up any more.</param>
    public static void SetObstacle(Tx tx, string id, AgentObstacle? obstacle) => tx.Sql.Run(
        "UPDATE agent SET obstacle = ?2, obstacle_text = ?3, obstacle_since = ?4, obstacle_until = ?5 WHERE id = ?1",
        id, obstacle?.Kind.Word(), tx.Words(obstacle?.Text), obstacle?.Since, obstacle?.Until);

    public static void SetTurnProcess(Tx tx, string id, string process) =>
        tx.Sql.Run("UPDATE agent SET turn_process = ?2 WHERE id = ?1", id, process);

    /// <param name="window">Null keeps what was known.</param>
    public static void SetContext(Tx tx, string id, long used, long? window) =>
        tx.Sql.Run("UPDATE agent SET context_used = ?2, context_window = coalesce(?3, context_window) WHERE id = ?1", id, used, window);

    /// <summary>It goes on with another runtime: neither the session nor the model of the one before means anything there.</summary>
    public static void SetRuntime(Tx tx, string id, string runtime) =>
        tx.Sql.Run("UPDATE agent SET runtime = ?2, session = NULL, context_used = NULL, fork_of = NULL, model = NULL WHERE id = ?1", id, runtime);

    public static void SetScope(Tx tx, string id, IEnumerable<string> scope) => tx.Sql.Run("UPDATE agent SET scope = ?2 WHERE id = ?1", id, TextList.Write(scope));

    /// <summary>Structured evidence of life: any command or event of the agent itself.</summary>
    public static void Touch(Tx tx, string id) => tx.Sql.Run("UPDATE agent SET last_activity_at = ?2 WHERE id = ?1", id, tx.Now);

    public static DateTimeOffset? NudgedAt(Sql sql, string id) =>
        sql.Number("SELECT nudged_at FROM agent WHERE id = ?1", id) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public static void SetNudged(Tx tx, string id) => tx.Sql.Run("UPDATE agent SET nudged_at = ?2 WHERE id = ?1", id, tx.Now);

    public static AgentRecord Read(Row row) => new(
        row.Text("id"), row.Text("name"), row.Int("incarnation"), row.Text("role"), row.Word<AgentState>("state"), row.Time("state_since"),
        row.TextOrNull("state_reason"), row.Text("run_id"), row.TextOrNull("task_id"), row.TextOrNull("parent_id"), row.Int("depth"),
        row.Text("runtime"), row.TextOrNull("command"), row.TextOrNull("model"), row.Text("secret_hash"), row.TextOrNull("branch"),
        row.TextOrNull("base_branch"), row.TextOrNull("base_commit"), row.TextOrNull("worktree"), row.List("scope"), row.Bool("skip_review"),
        row.IntOrNull("max_children"), row.TextOrNull("host"), row.TextOrNull("session"), row.Int("turn"), row.TextOrNull("turn_process"),
        row.Int("failed_turns"), row.Text("created_by"), row.Time("created_at"), row.Time("last_activity_at"), row.TimeOrNull("ended_at"))
    {
        HasTerminal = row.Bool("terminal"),
        ForkOf = row.TextOrNull("fork_of"),
        IsDesk = row.Bool("desk"),
        Context = row.LongOrNull("context_used") is { } used ? new AgentContext(used, row.LongOrNull("context_window") ?? AgentContext.UsualLimit) { Before = row.LongOrNull("context_before") } : null,
        Obstacle = row.TextOrNull("obstacle") is { } kind && SnakeCase.TryParse<ObstacleKind>(kind, out var held)
            ? new AgentObstacle(held, row.TextOrNull("obstacle_text") ?? "", row.Time("obstacle_since"), row.TimeOrNull("obstacle_until")) : null,
        Stance = row.TextOrNull("stance") is { } stance && SnakeCase.TryParse<Stance>(stance, out var known) ? known : null,
    };
}
