using Ov.Core.Agents;
using Ov.Core.Tasks;

namespace Ov.Core.Checks;

/// <summary>An agent whose own checks of its own work fail again and again does not go on trying: it ends with what was found, and its work is kept (S1-37).</summary>
internal static class OwnChecks
{
    /// <summary>So many versions of the work by one incarnation may fail.</summary>
    public const int Most = 3;

    public static bool AreSpent(OvApp app, Caller caller, CheckOutcome outcome) =>
        caller.Agent is { } agent && !outcome.Check.Passed && Holds(agent, outcome.Task)
        && app.Ledger.Read(sql => CheckStore.OwnFailures(sql, outcome.Task.Id, agent)) >= Most;

    public static CheckOutcome GiveUp(OvApp app, AgentRecord agent, CheckOutcome outcome)
    {
        var reason = $"its own checks failed {Most} times: {string.Join("; ", outcome.Check.Reasons)} ({outcome.Check.Id})";
        UnfinishedWork.Keep(app, agent, outcome.Task, reason);
        return app.Ledger.Write(tx =>
        {
            if (TaskStore.ById(tx.Sql, outcome.Task.Id) is { } now && Holds(agent, now))
            {
                AgentEnder.End(tx, tx.Files, agent, AgentState.Failed, agent.Name, reason, TaskAfter.Fail);
            }

            return outcome with { Task = TaskStore.ById(tx.Sql, outcome.Task.Id)!, GaveUp = true };
        });
    }

    private static bool Holds(AgentRecord agent, TaskRecord task) => task.State == TaskState.InProgress && task.OwnerId == agent.Id;
}
