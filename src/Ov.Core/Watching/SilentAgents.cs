using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Watching;

/// <summary>Marks agents whose turn has shown nothing for long, and takes the mark back when they move. It ends nobody.</summary>
internal static class SilentAgents
{
    public static IEnumerable<TickDecision> Mark(TickContext context)
    {
        var stale = context.App.Config.Watch.StaleAfter;
        var now = context.Ledger.Now;
        foreach (var agent in context.Ledger.Read(sql => AgentStore.AllLive(sql)).Where(a => a.State is AgentState.Working or AgentState.Stalled))
        {
            var status = AgentStatus.For(agent, AgentPulse.LookCloser(agent, context.Ledger.Files, now, stale), now, stale);
            if (agent.State == AgentState.Working && status.State == SeenState.Stalled && context.MayJudgeSilence)
            {
                yield return context.Try("agent", agent.Name, "stalled", status.Reason, () => Stall(context.Ledger, agent, status));
            }
            else if (agent.State == AgentState.Stalled && status.State == SeenState.Working)
            {
                yield return context.Try("agent", agent.Name, "working again", status.Reason, () => Revive(context.Ledger, agent));
            }
        }
    }

    private static bool Stall(OvLedger ledger, AgentRecord agent, AgentStatus status) => ledger.Write(tx =>
    {
        if (Unchanged(tx, agent) is not { } current)
        {
            return false;
        }

        AgentStore.Move(tx, current, AgentState.Stalled, Caller.Watch.Actor, status.Reason);
        Mailbox.Deliver(tx, ledger.Files, new MailDraft(Mailbox.SystemSender, ParentOf(tx.Sql, current), MailType.HealthCheck, $"{agent.Name} may be stuck",
            $"{agent.Name}: {status.Reason}. Nothing was ended.\nAsk it with: ov nudge {agent.Name}\nEnd it, its work is kept: ov stop {agent.Name}")
        {
            Priority = MailPriority.High, RunId = agent.RunId, TaskId = agent.TaskId,
            IdempotencyKey = $"stalled:{agent.Id}:{agent.LastActivityAt.ToUnixTimeMilliseconds()}",
        });
        return true;
    });

    /// <summary>Who answers for it: its living parent, else the operator.</summary>
    internal static string ParentOf(Sql sql, AgentRecord agent) => agent.ParentId is { } id && AgentStore.ById(sql, id) is { IsLive: true } parent ? parent.Name : Caller.OperatorName;

    private static bool Revive(OvLedger ledger, AgentRecord agent) => ledger.Write(tx =>
    {
        if (Unchanged(tx, agent) is not { } current)
        {
            return false;
        }

        AgentStore.Move(tx, current, AgentState.Working, Caller.Watch.Actor, "it shows activity again");
        return true;
    });

    /// <summary>The agent, when neither its state nor its activity moved since we looked.</summary>
    private static AgentRecord? Unchanged(Tx tx, AgentRecord seen) =>
        AgentStore.ById(tx.Sql, seen.Id) is { } current && current.State == seen.State && current.LastActivityAt == seen.LastActivityAt ? current : null;
}
