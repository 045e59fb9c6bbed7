using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Tasks;

namespace Ov.Core.Runs;

/// <summary>Ends a run whose work is finished.</summary>
public static class RunCompleter
{
    /// <param name="force">The operator leaves unfinished tasks behind as they are; live agents have to be stopped all the same.</param>
    /// <exception cref="OvException">state naming live agents, gate-pending, incomplete-batch naming unfinished tasks, not-operator, fenced.</exception>
    public static RunRecord Complete(OvApp app, Caller caller, RunRecord run, bool force)
    {
        if (force)
        {
            caller.RequireOperator("complete a run with unfinished tasks");
        }

        return app.Ledger.Write(tx =>
        {
            CallerFence.Require(tx.Sql, caller);
            RunEnd.RequireMay(caller, run);
            var now = RunEnd.Require(tx.Sql, run, RunState.Completed, caller);
            if (!force)
            {
                GateHolds.Require(tx.Sql, run.Id, null, GatePoint.Completion, $"Run {run.Name}");
                var tasks = TaskStore.OfRun(tx.Sql, run.Id);
                RunEnd.RequireEnded(tasks, run, LeadCompletion.IsFinished, Hint(run, tasks));
            }

            return RunStore.Move(tx, now, RunState.Completed, caller.Actor);
        });
    }

    private static string Hint(RunRecord run, List<TaskRecord> tasks) => tasks.TrueForAll(task => task.State == TaskState.Failed || LeadCompletion.IsFinished(task.State))
        ? $"Open or cancel what failed (ov task reopen, ov task cancel), or end the run as it is: ov run fail {run.Name} --reason \"why\""
        : "Finish or cancel them, or leave them behind: ov run complete --force (operator).";
}
