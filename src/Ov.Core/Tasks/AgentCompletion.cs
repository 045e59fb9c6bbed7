using Ov.Core.Agents;
using Ov.Core.Ledger;

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
        }

        AgentEnder.End(tx, tx.Files, agent, AgentState.Completed, actor, reason, TaskAfter.Keep);
    }
}
