using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Runs;

/// <summary>Ends a run whose objective was given up: its unfinished tasks are canceled, every branch and commit is kept.</summary>
public static class RunAborter
{
    /// <returns>The run and the tasks that were canceled.</returns>
    /// <exception cref="OvException">not-operator, state when it has ended or agents live.</exception>
    public static (RunRecord Run, IReadOnlyList<TaskRecord> Canceled) Abort(OvApp app, Caller caller, RunRecord run, string reason)
    {
        caller.RequireOperator("abort a run");
        return app.Ledger.Write(tx => Abort(tx, caller, run, reason));
    }

    /// <summary>In the caller's transaction.</summary>
    internal static (RunRecord Run, IReadOnlyList<TaskRecord> Canceled) Abort(Tx tx, Caller caller, RunRecord run, string reason)
    {
        var now = RunEnd.Require(tx.Sql, run, RunState.Aborted, caller);
        var open = TaskStore.OfRun(tx.Sql, run.Id).Where(task => !LeadCompletion.IsFinished(task.State)).ToList();
        IReadOnlyList<TaskRecord> canceled = [.. open.Select(task => TaskCanceler.Cancel(tx, task, caller, $"run {run.Name} was aborted: {reason}"))];
        return (RunStore.Move(tx, now, RunState.Aborted, caller.Actor, reason), canceled);
    }
}
