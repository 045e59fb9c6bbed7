using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Phases;

/// <summary>What the phases of a run's template keep from going on: no work without its plan, no landing before every phase has passed (S3-1, S1-20).</summary>
public static class PhaseHolds
{
    /// <summary>Whether work of this run begins with a plan.</summary>
    public static bool PlansFirst(RunRecord run) => run.Policy is not null && RunTemplate.Of(run).Has(Phase.Plan);

    /// <summary>Null when its work may start in a run that plans first.</summary>
    public static OvException? Start(Sql sql, RunRecord run, TaskRecord task)
    {
        if (!PhaseStore.HasPlan(sql, task))
        {
            return new OvException(
                ErrorCode.PhasePending, $"Task {task.Number} has no plan yet, and run {run.Name} plans before it codes.", $"Write one: ov note write plan-{task.Number} --kind plan --task {task.Number}");
        }

        return null;
    }

    /// <summary>Null when it may land.</summary>
    public static OvException? Landing(OvApp app, string runId, string? taskId)
    {
        var (run, task) = app.Ledger.Read(sql => (RunStore.ById(sql, runId)!, taskId is null ? null : TaskStore.ById(sql, taskId)));
        if (run.Policy is null || task is null)
        {
            return null;
        }

        var verdict = PhaseVerdict.For(RunTemplate.Of(run).Phases, app.Ledger.Read(sql => PhaseStore.Facts(sql, task, app.Config.Gates.Count > 0)));
        return verdict.Phase is not { } phase ? null : new OvException(
            ErrorCode.PhasePending, $"Task {task.Number} is in the phase {phase.Word()}: {verdict.Sentence}.", $"'ov watch --once' goes on with it; 'ov run set phases=[implement]' leaves all of them out.");
    }
}
