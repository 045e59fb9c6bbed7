using Ov.Core.Checks;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Phases;

/// <summary>Rows about phases: who was asked to help with which, and what came of it since a report.</summary>
internal static class PhaseStore
{
    /// <param name="subjectId">The task it helps with.</param>
    public static void AddHelper(Tx tx, string taskId, string runId, string subjectId, Phase phase) => tx.Sql.Run(
        "INSERT INTO phase_task(task_id, run_id, subject_id, phase, after_event) VALUES (?1, ?2, ?3, ?4, ?5)", taskId, runId, subjectId, phase.Word(), EventStore.LastSequence(tx.Sql));

    /// <summary>Ids of the tasks of a run that help with others, plan it, or look for more: they go through no phases.</summary>
    public static HashSet<string> Helpers(Sql sql, string runId) =>
        [.. sql.All("SELECT task_id FROM phase_task WHERE run_id = ?1 UNION SELECT task_id FROM planning_round WHERE run_id = ?1 UNION SELECT task_id FROM plan_step WHERE run_id = ?1", row => row.Text("task_id"), runId)];

    /// <summary>Which task each helper of a run helps with.</summary>
    public static List<(string Helper, string Subject)> Subjects(Sql sql, string runId) => sql.All(
        "SELECT task_id, subject_id FROM phase_task WHERE run_id = ?1", row => (row.Text("task_id"), row.Text("subject_id")), runId);

    /// <summary>The files that a task is about: its own, else those of the task that it helps with.</summary>
    public static IReadOnlyList<string> Area(Sql sql, TaskRecord task)
    {
        if (task.Scope.Count == 0 && sql.First("SELECT subject_id FROM phase_task WHERE task_id = ?1", row => row.Text("subject_id"), task.Id) is { } subject)
        {
            return TaskStore.ById(sql, subject)!.Scope;
        }

        return task.Scope;
    }

    /// <summary>The tasks that help with one, since an event.</summary>
    public static List<(Phase Phase, TaskState State)> Helping(Sql sql, string subjectId, long since) => sql.All(
        "SELECT phase_task.phase, task.state FROM phase_task JOIN task ON task.id = phase_task.task_id WHERE subject_id = ?1 AND after_event >= ?2 ORDER BY task.seq",
        row => (row.Word<Phase>("phase"), row.Word<TaskState>("state")), subjectId, since);

    /// <summary>Whether anybody planned the work: for the task, for the whole that it is a part of, or for the run.</summary>
    public static bool HasPlan(Sql sql, TaskRecord task) => sql.Number(
        """
        SELECT EXISTS (SELECT 1 FROM note WHERE kind = 'plan' AND newest = 1 AND run_id = ?1
          AND (task_id IS NULL OR task_id = ?2 OR task_id = ?3 OR task_id IN (SELECT task_id FROM phase_task WHERE subject_id = ?2)))
        """,
        task.RunId, task.Id, task.ParentId) == 1;

    /// <summary>The event of the task's last report; 0 before the first.</summary>
    public static long Reported(Sql sql, string taskId) => sql.Number("SELECT max(seq) FROM event WHERE task_id = ?1 AND type = 'task.completed'", taskId) ?? 0;

    public static PhaseFacts Facts(Sql sql, TaskRecord task, bool hasCommands)
    {
        var since = Reported(sql, task.Id);
        var subjects = sql.All("SELECT subject FROM event WHERE task_id = ?1 AND seq > ?2 AND type IN ('check.passed', 'check.failed', 'gate.opened') ORDER BY seq", row => row.Text("subject"), task.Id, since).ToHashSet();
        var checks = CheckStore.OfTask(sql, task.Id, 20).Where(check => subjects.Contains(check.Id)).ToList();
        GateRecord? Gate(GateKind kind) => GateStore.Last(sql, task.RunId, task.Id, kind) is { } gate && subjects.Contains(gate.Id) ? gate : null;
        var helpers = Helping(sql, task.Id, since);
        return new PhaseFacts(
            checks.Find(check => check.Round == CheckRound.Verify), checks.Find(check => check.Round == CheckRound.Review), Gate(GateKind.Confirm), Gate(GateKind.Commit),
            Gate(GateKind.BreakerVerify) ?? Gate(GateKind.BreakerReview), hasCommands, helpers.GroupBy(helper => helper.Phase).ToDictionary(group => group.Key, group => group.Count()),
            helpers.Where(helper => helper.State is TaskState.Pending or TaskState.InProgress).Select(helper => (Phase?)helper.Phase).FirstOrDefault());
    }
}
