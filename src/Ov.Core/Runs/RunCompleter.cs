using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Runs;

/// <summary>Ends a run whose work is finished.</summary>
public static class RunCompleter
{
    /// <param name="force">The operator leaves unfinished tasks behind as they are; live agents have to be stopped all the same.</param>
    /// <exception cref="OvException">state naming live agents or unfinished tasks, not-operator, fenced.</exception>
    public static RunRecord Complete(OvApp app, Caller caller, RunRecord run, bool force)
    {
        if (force)
        {
            caller.RequireOperator("complete a run with unfinished tasks");
        }

        return app.Ledger.Write(tx =>
        {
            CallerFence.Require(tx.Sql, caller);
            RequireMay(caller, run);
            RunEnd.RequireActive(tx.Sql, run);
            RunEnd.RequireNoAgents(tx.Sql, run, caller);
            if (!force)
            {
                RequireFinished(tx.Sql, run);
            }

            return RunEnd.Set(tx, run, RunState.Completed, caller.Actor, null);
        });
    }

    private static void RequireMay(Caller caller, RunRecord run)
    {
        if (caller.Agent is { } agent && (agent.RunId != run.Id || agent.Role != "coordinator"))
        {
            throw new OvException(ErrorCode.NotOperator, $"A run is completed by the operator, the desk or its own coordinator, and {agent.Name} is a {agent.Role}.");
        }
    }

    private static void RequireFinished(Sql sql, RunRecord run)
    {
        var open = TaskStore.OfRun(sql, run.Id).Where(task => !LeadCompletion.IsFinished(task.State)).ToList();
        if (open.Count > 0)
        {
            throw new OvException(
                ErrorCode.State, $"Run {run.Name} has {open.Count} unfinished task{(open.Count == 1 ? "" : "s")}: {string.Join(", ", open.Take(5).Select(task => $"{task.Number} ({task.State.Word()})"))}{(open.Count > 5 ? " …" : "")}.",
                "Finish or cancel them, or leave them behind: ov run complete --force (operator).")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["tasks"] = [.. open.Select(task => task.Id)] },
            };
        }
    }
}
