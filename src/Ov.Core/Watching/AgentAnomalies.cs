using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Watching;

/// <summary>Tells an agent's parent of anomalies: one event and one mail for each occurrence, with the exact command. It ends nobody (S2-39, S2-40).</summary>
internal static class AgentAnomalies
{
    /// <summary>So many of its events are looked through, however long it has lived.</summary>
    private const int Window = 1000;

    /// <summary>Longer than the watcher waits between two looks.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    public static IEnumerable<TickDecision> Tell(TickContext context)
    {
        var (watch, now) = (context.App.Config.Watch, context.Ledger.Now);
        var finder = new AnomalyFinder(watch.ToolErrors, watch.QuietAfter, watch.StaleAfter);
        foreach (var agent in context.Ledger.Read(sql => AgentStore.AllLive(sql)).Where(agent => agent.Turn > 0 && IsDue(agent, context.Memory, now)))
        {
            context.Memory?.WasStuck(Name(agent), now);
            var pulse = AgentPulse.LookCloser(agent, context.Ledger.Files, now, watch.QuietAfter);
            var events = context.Ledger.Read(sql => EventQuery.Newest(sql, new EventFilter([agent.Id], [], null, null, [], null), Window));
            foreach (var anomaly in finder.In(agent, pulse, events, now, context.MayJudgeSilence))
            {
                if (!context.Ledger.Read(sql => IsNew(sql, agent, anomaly)))
                {
                    continue;
                }

                yield return context.Try("agent", agent.Name, "told of", anomaly.Text, () => Tell(context.Ledger, agent, anomaly));
            }

            foreach (var decision in Corrections.Of(context, agent, events))
            {
                yield return decision;
            }
        }
    }

    /// <summary>Whoever does nothing cannot do anything odd, so a sleeping team costs nothing.</summary>
    private static bool IsDue(AgentRecord agent, WatchMemory? memory, DateTimeOffset now) =>
        memory is null || ((agent.State == AgentState.Working || now - agent.LastActivityAt < Recent) && memory.MayTry(Name(agent), now));

    /// <summary>Looked into at the pace of what the watcher tries again.</summary>
    private static string Name(AgentRecord agent) => $"anomalies {agent.Id}";

    private static string Key(AgentRecord agent, Anomaly anomaly) => $"anomaly:{anomaly.Kind.Word()}:{agent.Id}:{anomaly.Occurrence}";

    private static bool IsNew(Sql sql, AgentRecord agent, Anomaly anomaly) => MailStore.ByKey(sql, Mailbox.SystemSender, Key(agent, anomaly)).Count == 0;

    private static bool Tell(OvLedger ledger, AgentRecord agent, Anomaly anomaly) => ledger.Write(tx =>
    {
        if (AgentStore.ById(tx.Sql, agent.Id) is not { IsLive: true } || !IsNew(tx.Sql, agent, anomaly))
        {
            return false;
        }

        tx.Record(new EventDraft("agent.anomaly") { RunId = agent.RunId, Actor = Caller.Watch.Actor, AgentId = agent.Id, TaskId = agent.TaskId, Subject = anomaly.Kind.Word(), Level = "warn", Text = anomaly.Text });
        Mailbox.Deliver(tx, ledger.Files, new MailDraft(
            Mailbox.SystemSender, SilentAgents.ParentOf(tx.Sql, agent), MailType.HealthCheck, $"{agent.Name}: {anomaly.Kind.Word().Replace('_', ' ')}",
            $"{agent.Name}{(agent.Branch is null ? "" : $" (branch {agent.Branch})")}: {anomaly.Text}. Nothing was done about it.\n{anomaly.Command}")
        {
            Priority = anomaly.IsHigh ? MailPriority.High : anomaly.IsLow ? MailPriority.Low : MailPriority.Normal, RunId = agent.RunId, TaskId = agent.TaskId, IdempotencyKey = Key(agent, anomaly),
        });
        return true;
    });
}
