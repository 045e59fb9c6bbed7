using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>
/// Records agents that died without a word. Two kinds of evidence must agree: the kernel gave the host's lock back, and the host's
/// process is gone. What they left running is ended before anything else may take their place (defect 4 of the reference tool).
/// </summary>
internal static class DeadAgents
{
    public static IEnumerable<TickDecision> End(TickContext context)
    {
        foreach (var agent in context.Ledger.Read(Judgeable))
        {
            var status = AgentStatus.For(agent, AgentPulse.Look(agent, context.Ledger.Files), context.Ledger.Now);
            if (status.IsDeadUnrecorded(agent))
            {
                yield return context.Try("agent", agent.Name, "ended", status.Reason, () => End(context, agent, status));
            }
        }
    }

    /// <summary>Whoever is being started or stopped right now is left to the one who does it.</summary>
    private static List<AgentRecord> Judgeable(Sql sql) => [.. AgentStore.AllLive(sql).Where(agent => !Intents.IsOpenFor(sql, agent.Id))];

    private static bool End(TickContext context, AgentRecord agent, AgentStatus status)
    {
        var tree = AgentTree.End(agent, AgentTree.Grace);
        if (tree.Left.Count > 0)
        {
            throw new OvException(ErrorCode.Failed, $"{tree.Left.Count} of its processes survived SIGKILL.");
        }

        var files = context.Ledger.Files;
        var ended = context.Ledger.Write(tx =>
        {
            // It may have been ended since we looked, or somebody is starting or stopping it right now and will say so.
            if (AgentStore.ById(tx.Sql, agent.Id) is not { IsLive: true } current || current.Host != agent.Host || Intents.IsOpenFor(tx.Sql, agent.Id))
            {
                return false;
            }

            AgentEnder.End(tx, files, current, AgentState.Zombie, Caller.Watch.Actor, Sentence(status.Reason), TaskAfter.Release);
            return true;
        });
        context.Ledger.Seams.Reach(KillPoint.TickRepaired);
        return ended;
    }

    private static string Sentence(string clause) => char.ToUpperInvariant(clause[0]) + clause[1..] + ".";
}
