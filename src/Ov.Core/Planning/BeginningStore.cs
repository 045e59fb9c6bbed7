using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Phases;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Planning;

/// <summary>Rows about who looks and plans before a run's work begins.</summary>
internal static class BeginningStore
{
    /// <summary>Whether the tick looks after the plan of this run.</summary>
    public static bool Applies(RunRecord run) => run is { Loop: true, Stage: RunTemplate.Planning } && RunTemplate.Of(run).Has(Phase.Explore);

    public static void Add(Tx tx, TaskRecord task, Phase step) => tx.Sql.Run(
        "INSERT INTO plan_step(task_id, run_id, step, after_event) VALUES (?1, ?2, ?3, ?4)", task.Id, task.RunId, step.Word(), EventStore.LastSequence(tx.Sql));

    /// <summary>The tasks of who looks and plans, oldest first.</summary>
    public static List<string> Steps(Sql sql, string runId) => sql.All("SELECT task_id FROM plan_step WHERE run_id = ?1 ORDER BY after_event", row => row.Text("task_id"), runId);

    /// <summary>Whether this is the task of who plans the run of that other one, which then is theirs to change while nobody has begun it.</summary>
    public static bool Plans(Sql sql, string taskId, TaskRecord other) => other.State == TaskState.Pending
        && sql.Number("SELECT 1 FROM plan_step JOIN run ON run.id = plan_step.run_id WHERE task_id = ?1 AND plan_step.run_id = ?2 AND step = 'plan' AND run.stage = 'planning'", taskId, other.RunId) is not null;

    public static BeginningFacts Facts(Sql sql, RunRecord run)
    {
        var (since, first) = Began(sql, run.Id);
        var steps = sql.All(
            "SELECT step, task.state FROM plan_step JOIN task ON task.id = task_id WHERE plan_step.run_id = ?1 AND after_event >= ?2 ORDER BY after_event, task.seq",
            row => (row.Word<Phase>("step"), row.Word<TaskState>("state")), run.Id, since);
        var gates = sql.All("SELECT subject FROM event WHERE run_id = ?1 AND seq > ?2 AND type = 'gate.opened' AND task_id IS NULL", row => row.Text("subject"), run.Id, since);
        return new BeginningFacts(
            run.Objective, first, AgentStore.AllLive(sql, run.Id).Exists(agent => Role.Coordinates(agent.Role)), steps, Tasks(sql, run.Id).Count > 0,
            ScopeOrder.Unordered(TaskGraph.Of(sql, run.Id)).Count > 0, [.. gates.Select(id => GateStore.ById(sql, id)!.Kind)]);
    }

    /// <summary>What is there to be started, beside those who look and plan.</summary>
    public static List<TaskRecord> Tasks(Sql sql, string runId)
    {
        var helpers = PhaseStore.Helpers(sql, runId);
        return [.. TaskStore.OfRun(sql, runId).Where(task => task.State == TaskState.Pending && !helpers.Contains(task.Id))];
    }

    /// <summary>What whoever looked last has told.</summary>
    public static TaskRecord? Looked(Sql sql, string runId) => sql.First(
        "SELECT task.* FROM plan_step JOIN task ON task.id = task_id WHERE plan_step.run_id = ?1 AND step = 'explore' AND task.summary IS NOT NULL ORDER BY after_event DESC LIMIT 1", TaskStore.Read, runId);

    /// <summary>Where the newest way to a plan began, and whether it is the first.</summary>
    private static (long Since, bool IsFirst) Began(Sql sql, string runId) => sql.All(
        "SELECT seq, type FROM event WHERE run_id = ?1 AND (type = 'run.started' OR type = 'run.stage' AND text = 'planning') ORDER BY seq DESC LIMIT 1",
        row => (row.Long("seq"), row.Text("type") == "run.started"), runId) is [var newest] ? newest : (0, true);
}
