using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>Fencing inside a transaction: an incarnation that was stopped or replaced since it proved itself changes nothing more.</summary>
public static class CallerFence
{
    /// <exception cref="OvException">fenced.</exception>
    public static void Require(Sql sql, Caller caller)
    {
        if (caller.Agent is { } agent && AgentStore.ById(sql, agent.Id) is not { IsLive: true })
        {
            throw new OvException(
                ErrorCode.Fenced, $"This incarnation of {agent.Name} has ended, so what it sends is refused.",
                "Nothing needs to be done here; the work is with its successor or with the operator.");
        }
    }

    /// <summary>Who is no agent is above all of them; an agent above those that it started, and that they started.</summary>
    public static bool IsAbove(Sql sql, Caller caller, AgentRecord agent)
    {
        if (caller.Agent is not { } self)
        {
            return true;
        }

        for (var above = agent.ParentId; above is not null; above = AgentStore.ById(sql, above)!.ParentId)
        {
            if (above == self.Id)
            {
                return true;
            }
        }

        return false;
    }
}
