using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Agents;

/// <summary>The living agents that a restart would replace.</summary>
internal static class SlingTakeover
{
    public static AgentRecord? HolderOf(Sql sql, SlingSubject subject, Caller caller)
    {
        var task = subject.Task is { } known ? TaskStore.ById(sql, known.Id) : null;
        return task?.OwnerId is { } id && id != caller.Agent?.Id && AgentStore.ById(sql, id) is { IsLive: true } holder ? holder : null;
    }

    /// <summary>Only ever inside a rehearsal: as if they had been stopped.</summary>
    public static void EndAll(Tx tx, IEnumerable<AgentRecord?> holders, Caller caller)
    {
        foreach (var holder in holders.OfType<AgentRecord>())
        {
            AgentEnder.End(tx, tx.Files, holder, AgentState.Stopped, caller.Actor, "replaced by a new incarnation", TaskAfter.Release);
        }
    }
}
