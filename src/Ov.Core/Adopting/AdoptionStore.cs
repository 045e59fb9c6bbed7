using Ov.Core.Agents;
using Ov.Core.Groups;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Adopting;

/// <summary>Rows that come from Overstory: written as the history they are, with the times they had there.</summary>
internal static class AdoptionStore
{
    public const string CreatedBy = "overstory";

    public static AdoptionHistory History(Sql sql)
    {
        var ids = sql.All("SELECT kind, key, id FROM adopted", row => (Kind: row.Word<AdoptedKind>("kind"), Key: row.Text("key"), Id: row.Text("id")))
            .ToDictionary(row => (row.Kind, row.Key), row => row.Id);
        var open = sql.Text("SELECT adopted.key FROM adopted JOIN run ON run.id = adopted.id AND run.state = 'active' WHERE adopted.kind = 'run' ORDER BY run.seq DESC LIMIT 1");
        return new AdoptionHistory(
            ids, open, sql.All("SELECT name FROM task_group WHERE state = 'active'", row => row.Text("name")).ToHashSet(),
            sql.All("SELECT name FROM run WHERE state = 'active'", row => row.Text("name")).ToHashSet());
    }

    public static void Remember(Tx tx, AdoptedKind kind, string key, string id) =>
        tx.Sql.Run("INSERT INTO adopted(kind, key, id, at) VALUES (?1, ?2, ?3, ?4)", kind.Word(), key, id, tx.Now);

    public static void Insert(Tx tx, string id, AdoptedRun run) => tx.Sql.Run(
        "INSERT INTO run(id, name, target, state, stage, objective, strategy, created_by, created_at, ended_at, end_reason) VALUES (?1, ?2, ?3, ?4, '', '', 'merge', ?5, ?6, ?7, ?8)",
        id, run.Name, run.Target, run.State.Word(), CreatedBy, run.StartedAt, run.EndedAt, tx.Words(run.Reason));

    public static void Insert(Tx tx, string id, string runId, AdoptedTask task)
    {
        TaskStore.Insert(tx, new TaskRecord(
            id, runId, TaskStore.NextNumber(tx.Sql, runId), tx.Words(task.Title), tx.Words(task.Body), task.State, TaskPriority.Medium, task.Role, null, [], [], null, 0,
            task.Branch, false, null, null, CreatedBy, task.CreatedAt, task.UpdatedAt, null, null), []);
        DateTimeOffset? completed = task.State is TaskState.Completed or TaskState.Closed ? task.UpdatedAt : null;
        tx.Sql.Run(
            "UPDATE task SET branch = ?2, reason = ?3, updated_at = ?4, completed_at = ?5, closed_at = ?6 WHERE id = ?1",
            id, task.Branch, tx.Words(task.Reason), task.UpdatedAt, completed, task.State == TaskState.Closed ? completed : null);
    }

    public static void Insert(Tx tx, string id, string runId, string? taskId, AdoptedAgent agent)
    {
        var session = agent.Session;
        // A secret that nobody knows: the incarnation has ended.
        AgentStore.Insert(tx, new AgentRecord(
            id, agent.Name, AgentStore.NextIncarnation(tx.Sql, agent.Name), agent.Role, agent.State, session.LastActivity, agent.Reason, runId, taskId, null, session.Depth,
            CreatedBy, null, null, Ids.HashSecret(Ids.NewSecret()), session.Branch.Length > 0 ? session.Branch : null, null, agent.Checkout?.BaseCommit, agent.Checkout?.Path, [], false,
            null, null, null, 0, null, 0, CreatedBy, session.StartedAt, session.LastActivity, null));
        tx.Sql.Run("UPDATE agent SET ended_at = ?2, session = ?3 WHERE id = ?1", id, session.LastActivity, session.ClaudeSession);
    }

    /// <summary>Parents may have come after their children.</summary>
    public static void SetParent(Tx tx, string id, string parentId) => tx.Sql.Run("UPDATE agent SET parent_id = ?2 WHERE id = ?1", id, parentId);

    public static void Insert(Tx tx, string agentId, string runId, ForeignCheckout checkout, DateTimeOffset madeAt) => WorktreeStore.Insert(tx, new WorktreeRecord(
        tx.NewId("worktree"), agentId, runId, checkout.Path, checkout.Branch, checkout.BaseCommit, WorktreeState.Ready, checkout.Written, madeAt, null, null));

    public static void Insert(Tx tx, AdoptedMessage message, string? senderId, string? recipientId, string? runId)
    {
        var mail = message.Mail;
        tx.Sql.Run(
            """
            INSERT INTO message(id, thread_id, run_id, sender, sender_id, recipient, recipient_id, addressed_to, type, priority, subject, body, payload, state, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """,
            message.Id, mail.Thread is { Length: > 0 } thread ? thread : message.Id, runId, message.Sender, senderId, message.Recipient, recipientId, mail.To,
            message.Type.Word(), message.Priority.Word(), tx.Words(mail.Subject), tx.Words(message.Body), tx.Words(message.Payload), message.State.Word(), mail.CreatedAt);
    }

    public static void Insert(Tx tx, string id, AdoptedMerge merge, string? taskId, string? agentId, string? runId)
    {
        var row = merge.Merge;
        tx.Sql.Run(
            """
            INSERT INTO merge(id, run_id, task_id, agent_id, branch, tip, target, state, reason, tier, files, requested_by, created_at, updated_at, landed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?14)
            """,
            id, runId, taskId, agentId, row.Branch, merge.Tip, merge.Target, merge.State.Word(), tx.Words(merge.Reason), row.Tier, TextList.Write(row.Files), CreatedBy,
            row.EnqueuedAt, merge.State == Merging.MergeState.Landed ? row.EnqueuedAt : default(SqlValue));
    }

    public static void Insert(Tx tx, string id, AdoptedGroup group, string? runId)
    {
        GroupStore.Insert(tx, new GroupRecord(id, group.Name, runId, group.State, CreatedBy, group.Group.CreatedAt, null));
        if (group.State == GroupState.Completed)
        {
            tx.Sql.Run("UPDATE task_group SET completed_at = ?2 WHERE id = ?1", id, group.Group.CompletedAt ?? group.Group.CreatedAt);
        }
    }

    public static void Insert(Tx tx, string id, AdoptedSpec spec, TaskRecord? task)
    {
        var name = task?.Id ?? spec.Spec.Task;
        var version = (NoteStore.Newest(tx.Sql, NoteKind.Spec, name, task?.RunId)?.Version ?? 0) + 1;
        var body = spec.Spec.Body.TrimEnd() + "\n";
        NoteStore.Insert(tx, new NoteRecord(
            id, task?.RunId, task?.Id, null, NoteKind.Spec, name, version, NoteText.TitleOf(body), NoteText.SizeOf(body), spec.Spec.Author ?? CreatedBy, spec.Spec.WrittenAt, body));
    }
}
