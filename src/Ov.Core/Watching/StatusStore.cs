using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;

namespace Ov.Core.Watching;

/// <summary>The counts and rows of <c>ov status</c>. Its cost follows the work that is open, not the history.</summary>
internal static class StatusStore
{
    /// <summary>A look shows the newest; who wants more asks for it.</summary>
    private const int MostEnded = 30;

    /// <summary>Agents that live, and of those that were the last of an unfinished task the newest. The index is named: left to itself SQLite takes the one that holds a run's ended agents too.</summary>
    public static List<AgentRecord> RelevantAgents(Sql sql, string runId) => sql.All(
        """
        SELECT * FROM agent INDEXED BY agent_live WHERE ended_at IS NULL AND run_id = ?1
        UNION
        SELECT * FROM (
          SELECT agent.* FROM task JOIN agent ON agent.id = (SELECT id FROM agent AS last WHERE last.task_id = task.id ORDER BY seq DESC LIMIT 1)
          WHERE task.run_id = ?1 AND task.state IN ('pending', 'in_progress', 'blocked', 'completed', 'failed') AND agent.ended_at IS NOT NULL
          ORDER BY agent.seq DESC LIMIT ?2)
        ORDER BY seq
        """,
        AgentStore.Read, runId, MostEnded);

    /// <summary>How many tasks a run has in each state, by the state's word. One count a state costs a third of one grouping.</summary>
    public static Dictionary<string, long> TasksByState(Sql sql, string runId) => sql.All(
        """
        SELECT word.column1 AS state, (SELECT count(*) FROM task WHERE task.run_id = ?1 AND task.state = word.column1) AS amount
        FROM (VALUES ('pending'), ('in_progress'), ('blocked'), ('completed'), ('closed'), ('failed'), ('canceled')) AS word
        """,
        row => (row.Text("state"), row.Long("amount")), runId)
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>Few, so they are sorted; the index in the order of the numbers would lead through all of the run's tasks.</summary>
    public static List<TaskRecord> TasksIn(Sql sql, string runId, TaskState state) =>
        sql.All("SELECT * FROM task INDEXED BY task_state WHERE run_id = ?1 AND state = ?2 ORDER BY number", TaskStore.Read, runId, state.Word());

    /// <summary>Questions to the operator that nobody has answered and somebody still waits for, newest first.</summary>
    public static List<Message> OpenQuestions(Sql sql) => [.. sql.All(
        """
        SELECT * FROM message WHERE recipient = 'operator' AND state IN ('queued', 'delivered', 'read') AND type IN ('question', 'decision_gate')
        ORDER BY seq DESC LIMIT 50
        """,
        MailStore.Read).Where(question => !MailRoute.IsUnanswerable(sql, question)).Take(10)];

    /// <summary>The first urgent mails that wait for the operator.</summary>
    public static List<Message> UrgentMail(Sql sql, int limit) => sql.All(
        "SELECT * FROM message INDEXED BY message_urgent WHERE recipient = 'operator' AND state = 'queued' AND priority IN ('high', 'urgent') ORDER BY seq LIMIT ?1", MailStore.Read, limit);

    /// <summary>Mail that waits for living agents. The join is crossed so that it begins at the few agents, never at all the mail.</summary>
    public static long AgentMailWaiting(Sql sql) => sql.Number(
        "SELECT count(*) FROM agent CROSS JOIN message ON message.recipient = agent.name AND message.state = 'queued' WHERE agent.ended_at IS NULL") ?? 0;
}
