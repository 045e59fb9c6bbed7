using Ov.Core.Agents;
using Ov.Core.Coordinating;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Watching;

/// <summary>Ends a coordinator at rest whose enabled exit triggers are met: its run is completed, and the operator gets the final status.</summary>
internal static class FinishedCoordinators
{
    public static IEnumerable<TickDecision> End(TickContext context)
    {
        foreach (var agent in context.Ledger.Read(sql => CoordinatorFinder.Live(sql, "coordinator").Where(agent => IsFinished(context.App, sql, agent)).ToList()))
        {
            yield return context.Try("agent", agent.Name, "ended", "its exit triggers are met", () => CoordinatorStopper.Stop(context.App, Caller.Watch, agent.Role, agent.Name).Stopped);
        }
    }

    /// <summary>A run without a task has not begun, and mail that waits may begin it.</summary>
    private static bool IsFinished(OvApp app, Sql sql, AgentRecord agent)
    {
        if (agent.State is not (AgentState.Idle or AgentState.Waiting) || HostView.Of(sql, agent.Id).HasMail)
        {
            return false;
        }

        var met = CompletionTriggers.Of(sql, app.Config.Coordinator, RunStore.ById(sql, agent.RunId)!, agent);
        return met.Complete && (TaskStore.OfRun(sql, agent.RunId).Count > 0 || met.Triggers["onShutdownSignal"] is { Enabled: true, Met: true });
    }
}
