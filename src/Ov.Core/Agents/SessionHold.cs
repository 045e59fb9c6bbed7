using System.Globalization;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Watching;

namespace Ov.Core.Agents;

/// <summary>
/// A person has the session of a headless agent in hand, and no turn begins meanwhile. It is a lease of the person's own process: it ends
/// with that, whether its host or a tick sees it first. It goes by the name, because a successor goes on in the same session.
/// </summary>
internal static class SessionHold
{
    public static LeaseRecord? Of(Sql sql, AgentRecord agent) => LeaseStore.Find(sql, NameOf(agent));

    /// <exception cref="OvException">state, when the agent has ended or somebody else has it in hand.</exception>
    public static LeaseRecord Take(Tx tx, string agentId, string actor)
    {
        var agent = AgentStore.ById(tx.Sql, agentId)!;
        if (!agent.IsLive)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} has ended meanwhile.", $"See what it did: ov inspect {agent.Name}");
        }

        if (Of(tx.Sql, agent) is { IsDead: false } other)
        {
            throw new OvException(
                ErrorCode.State, string.Create(CultureInfo.InvariantCulture, $"{agent.Name}'s session is in somebody's hands already: process {ProcessIdentity.Parse(other.Process)!.Pid}."),
                "Leave it there first; two programs in one session would tear it.");
        }

        var hold = new LeaseRecord(NameOf(agent), actor, ProcessIdentity.Current().ToString());
        LeaseStore.Put(tx, hold);
        tx.Record(new EventDraft("session.held")
        {
            RunId = agent.RunId, Actor = actor, AgentId = agent.Id, TaskId = agent.TaskId, Subject = agent.Session, Text = $"{actor} has its session in hand; its turns wait",
        });
        tx.AfterCommit(() => Bell.Ring(tx.Files.Agent(agent.Id).Bell));
        return hold;
    }

    public static void End(Tx tx, AgentRecord agent, LeaseRecord hold)
    {
        if (LeaseStore.Free(tx, hold, agent.Name))
        {
            tx.AfterCommit(() => Bell.Ring(tx.Files.Agent(agent.Id).Bell));
        }
    }

    private static string NameOf(AgentRecord agent) => $"session:{agent.Name}";
}
