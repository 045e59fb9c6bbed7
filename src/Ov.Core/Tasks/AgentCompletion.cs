using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Tasks;

/// <summary>Ends an agent whose report was accepted and that owes nothing more.</summary>
public static class AgentCompletion
{
    /// <summary>In the caller's transaction; a report is evidence of life, so a waiting or stalled agent counts as working first.</summary>
    public static void Complete(Tx tx, AgentRecord agent, string actor, string reason)
    {
        if (agent.State is AgentState.Booting or AgentState.Waiting or AgentState.Stalled)
        {
            AgentStore.Move(tx, agent, AgentState.Working, actor, reason);
            agent = AgentStore.ById(tx.Sql, agent.Id)!;
        }

        AgentStore.Move(tx, agent, AgentState.Completed, actor, reason);
        var bell = tx.Files.Agent(agent.Id).Bell;
        tx.AfterCommit(() => Bell.Ring(bell));
    }
}
