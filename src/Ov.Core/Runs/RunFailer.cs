using Ov.Core.Agents;
using Ov.Core.Tasks;

namespace Ov.Core.Runs;

/// <summary>
/// Ends a run that did not reach what it was for: every task has ended, and at least one of them failed. It is somebody's word and never
/// automatic, because a failed task can be opened again and a failed run cannot.
/// </summary>
public static class RunFailer
{
    /// <exception cref="OvException">state naming live agents, or when no task failed; incomplete-batch naming unfinished tasks; not-operator, fenced.</exception>
    public static RunRecord Fail(OvApp app, Caller caller, RunRecord run, string reason) => app.Ledger.Write(tx =>
    {
        CallerFence.Require(tx.Sql, caller);
        RunEnd.RequireMay(caller, run);
        var now = RunEnd.Require(tx.Sql, run, RunState.Failed, caller);
        var tasks = TaskStore.OfRun(tx.Sql, run.Id);
        RunEnd.RequireEnded(
            tasks, run, state => state == TaskState.Failed || LeadCompletion.IsFinished(state), $"Finish or cancel them, or give the run up with all of them: ov run abort {run.Name} --reason \"why\"");
        return tasks.Exists(task => task.State == TaskState.Failed)
            ? RunStore.Move(tx, now, RunState.Failed, caller.Actor, reason)
            : throw new OvException(ErrorCode.State, $"No task of run {run.Name} failed, so the run has not either.", $"End it with 'ov run complete {run.Name}', or give it up with 'ov run abort {run.Name}'.");
    });
}
