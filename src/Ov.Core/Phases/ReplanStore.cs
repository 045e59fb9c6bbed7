using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Phases;

/// <summary>Rows about tasks that agents failed at.</summary>
internal static class ReplanStore
{
    /// <summary>Tasks of a run that an agent failed at and nobody is at work on.</summary>
    public static List<TaskRecord> Failed(Sql sql, string runId) => sql.All(
        """
        SELECT * FROM task INDEXED BY task_state WHERE run_id = ?1 AND state IN ('pending', 'failed', 'blocked')
          AND EXISTS (SELECT 1 FROM task_attempt WHERE task_attempt.task_id = task.id AND completed = 0 AND outcome IS NULL AND let_go = 0)
          AND id NOT IN (SELECT task_id FROM planning_round WHERE planning_round.run_id = ?1)
          AND id NOT IN (SELECT task_id FROM plan_step WHERE plan_step.run_id = ?1) ORDER BY seq
        """, TaskStore.Read, runId);

    public static ReplanFacts Facts(Sql sql, TaskRecord task, RunMode mode)
    {
        var (first, last) = sql.All(
            "SELECT min(seq) AS first, max(seq) AS last FROM event WHERE task_id = ?1 AND type IN ('task.failed', 'task.blocked')", row => (row.LongOrNull("first"), row.LongOrNull("last")), task.Id).Single();
        var gate = GateStore.Last(sql, task.RunId, task.Id, GateKind.BreakerReplan);
        return new ReplanFacts(
            task.State, (int)TaskAttemptStore.Failures(sql, task), Planners(sql, task.Id, first ?? 0, last ?? 0), TaskBlockerStore.Has(sql, task.Id), mode,
            GateStore.CountAnswered(sql, task.RunId, GateKind.BreakerReplan, GateAnswer.Guidance, task.Id), gate is { Holds: not GatePoint.None });
    }

    /// <summary>Whether one task was added to plan another.</summary>
    public static bool Plans(Sql sql, string taskId, string subjectId) =>
        sql.Number("SELECT 1 FROM phase_task WHERE task_id = ?1 AND subject_id = ?2 AND phase = 'plan'", taskId, subjectId) is not null;

    private static List<(TaskState State, bool AfterLast)> Planners(Sql sql, string subjectId, long first, long last) => sql.All(
        "SELECT task.state, after_event FROM phase_task JOIN task ON task.id = phase_task.task_id WHERE subject_id = ?1 AND phase = 'plan' AND after_event >= ?2 ORDER BY task.seq",
        row => (row.Word<TaskState>("state"), row.Long("after_event") >= last), subjectId, first);
}
