using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Coordinating;

/// <summary>
/// The run that one who coordinates works in: each coordinator has its own, so that several can work side by side. A new incarnation goes
/// on with the run of the one before it. A coordinator asks nobody, so what it begins is autonomous.
/// </summary>
internal static class CoordinatorRun
{
    /// <exception cref="OvException">not-found, ambiguous-run, state.</exception>
    public static RunRecord For(OvApp app, Caller caller, CoordinatorRequest request, string name)
    {
        var run = app.Ledger.Read(sql => Existing(app, sql, caller, request, name)) ?? RunStarter.Start(app, caller, new RunStart(null, request.Target, request.Objective, Mode: RunMode.Autonomous));
        return run.State == RunState.Active ? run
            : throw new OvException(ErrorCode.State, $"Run {run.Name} is {run.State.Word()} and starts no more agents.", "Leave --run out to begin another.");
    }

    /// <summary>Null when a new one is due.</summary>
    private static RunRecord? Existing(OvApp app, Sql sql, Caller caller, CoordinatorRequest request, string name)
    {
        if (app.Options.Run is { } asked)
        {
            return RunResolver.Named(sql, asked);
        }

        if (caller.Agent is { } self)
        {
            return RunStore.ById(sql, self.RunId);
        }

        if (request.Target is not null)
        {
            return null;
        }

        if (request.Role != "coordinator")
        {
            return RunResolver.Find(app, sql, caller);
        }

        if (AgentStore.Newest(sql, name) is { } before && RunStore.ById(sql, before.RunId) is { State: RunState.Active } last)
        {
            return last;
        }

        var taken = CoordinatorFinder.Live(sql, request.Role).Select(agent => agent.RunId).ToHashSet();
        var free = RunStore.Active(sql).Where(run => !taken.Contains(run.Id)).ToList();
        return free.Count <= 1 ? free.SingleOrDefault() : RunResolver.Require(app, sql, caller);
    }
}
