using System.Globalization;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runtimes;

namespace Ov.Core.Agents;

/// <summary>
/// A turn ran into its account's limit: no fault of the agent, so it counts as no failure, and no turn of that runtime begins before
/// the limit has ended.
/// </summary>
/// <param name="OnLimit">What the configuration says for its runtime.</param>
/// <param name="Fallback">The runtime that it goes on with; null when there is none that may be used.</param>
internal sealed record TurnLimit(OnLimit OnLimit, string? Fallback)
{
    public static readonly TurnLimit Wait = new(OnLimit.Wait, null);

    /// <summary>What holds for an agent's turns. A fallback that is not there, or not approved, is waited for like any other limit.</summary>
    public static TurnLimit For(OvApp app, AgentRecord agent)
    {
        var onLimit = app.Config.Runtimes.All.GetValueOrDefault(agent.Runtime)?.OnLimit ?? OnLimit.Wait;
        return new TurnLimit(onLimit, onLimit == OnLimit.Fallback ? FallbackOf(app, agent) : null);
    }

    /// <summary>The runtime named to take over from an agent's own; null when none is, or it is not known or not approved. A terminal has none.</summary>
    public static string? FallbackOf(OvApp app, AgentRecord agent)
    {
        var all = app.Config.Runtimes.All;
        return !agent.HasTerminal && all.GetValueOrDefault(agent.Runtime)?.Fallback is { } other && RuntimeList.In(app.Config).Find(other) is not null
            && (all.GetValueOrDefault(other) is not { } settings || TurnChoices.IsTrusted(app, settings)) ? other : null;
    }

    /// <summary>Writes the limit down, and what becomes of this agent.</summary>
    /// <param name="zone">Of a time of day that the runtime says.</param>
    public void Settle(Tx tx, LedgerFiles files, AgentRecord agent, TurnFailure failure, TimeZoneInfo zone)
    {
        var told = failure.Until ?? LimitWords.Until(failure.Reason, tx.Now, zone) ?? (agent.Obstacle is { Kind: ObstacleKind.Limited } seen ? seen.Until : null);
        var limit = RuntimeLimit.After(RuntimeLimitStore.Of(tx.Sql, agent.Runtime), agent.Runtime, told, failure.Reason, tx.Now);
        RuntimeLimitStore.Put(tx, limit);
        tx.Record(Event("runtime.paused", agent, agent.Runtime, string.Create(CultureInfo.InvariantCulture, $"until {limit.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {failure.Reason}")) with { Level = "warn" });
        if (Fallback is { } other)
        {
            AgentStore.SetRuntime(tx, agent.Id, other);
            AgentStore.SetObstacle(tx, agent.Id, null);
            tx.Record(Event("agent.runtime_changed", agent, other, $"{agent.Runtime} has nothing left to give, so it goes on with {other}, in a new session"));
            return;
        }

        AgentStore.SetObstacle(tx, agent.Id, new AgentObstacle(ObstacleKind.Limited, failure.Reason, tx.Now, OnLimit == OnLimit.Ask ? null : limit.ResumeFor(agent.Id)));
        if (OnLimit == OnLimit.Ask)
        {
            Ask(tx, files, agent, limit);
        }
    }

    private static void Ask(Tx tx, LedgerFiles files, AgentRecord agent, RuntimeLimit limit)
    {
        var elsewhere = agent.TaskId is null ? "" : $"\nGo on with another runtime: ov stop {agent.Name} && ov sling {agent.TaskId} --restart --runtime <runtime>";
        Mailbox.Deliver(tx, files, new MailDraft(
            Mailbox.SystemSender, Caller.OperatorName, MailType.HealthCheck, $"{agent.Name} waits: the limit of {agent.Runtime} is used up",
            string.Create(CultureInfo.InvariantCulture, $"{limit.Text}\nIt is expected to end at {limit.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC. The agent waits for your word; its work and its mail are kept.\nTry again: ov nudge {agent.Name}{elsewhere}"))
        {
            Priority = MailPriority.High, RunId = agent.RunId, TaskId = agent.TaskId, IdempotencyKey = $"limited:{agent.Id}:{limit.Since.ToUnixTimeMilliseconds()}",
        });
    }

    private static EventDraft Event(string type, AgentRecord agent, string subject, string text) => new(type)
    {
        RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Subject = subject, Text = text,
    };
}
