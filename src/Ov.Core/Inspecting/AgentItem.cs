using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Inspecting;

/// <summary>An agent as lists show it, with the evidence for its state; Overstory's field names where they fit.</summary>
/// <param name="Capability">Its role.</param>
/// <param name="UnreadMail">How much waits for it.</param>
/// <param name="EndedAt">Null while it lives.</param>
public sealed record AgentItem(
    string Id, string AgentName, string Capability, SeenState State, string Reason, IReadOnlyList<string> Evidence, DateTimeOffset Since, Confidence Confidence,
    int Incarnation, string RunId, string RunName, string? TaskId, int? TaskNumber, string? TaskTitle, string? BranchName, string? WorktreePath, string? ParentAgent, int Depth,
    string Runtime, string? Model, IReadOnlyList<string> FileScope, int Turn, long UnreadMail, DateTimeOffset StartedAt, DateTimeOffset LastActivity, DateTimeOffset? EndedAt)
{
    /// <summary>The machine is looked at only for agents that live.</summary>
    public static AgentItem Of(OvApp app, Sql sql, AgentRecord agent, TimeSpan stale)
    {
        var now = app.Ledger.Now;
        var pulse = agent.IsLive ? AgentPulse.LookCloser(agent, app.Project.Files, now, stale) : new AgentPulse(false, null, null) { Successor = AgentStore.Newest(sql, agent.Name) is { } newest && newest.IsSuccessorOf(agent) ? newest.Incarnation : null };
        var seen = AgentStatus.For(agent, pulse, now, stale);
        var task = agent.TaskId is { } id ? TaskStore.ById(sql, id) : null;
        return new AgentItem(
            agent.Id, agent.Name, agent.Role, seen.State, seen.Reason, seen.Evidence, seen.Since, seen.Confidence, agent.Incarnation, agent.RunId,
            RunStore.ById(sql, agent.RunId)?.Name ?? "", agent.TaskId, task?.Number, task?.Title, agent.Branch, agent.Worktree,
            agent.ParentId is { } parent ? AgentStore.ById(sql, parent)?.Name : null, agent.Depth, agent.Runtime, agent.Model, agent.Scope, agent.Turn,
            agent.IsLive ? MailStore.CountQueued(sql, agent.Name) : 0, agent.CreatedAt, agent.LastActivityAt, agent.EndedAt);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(AgentList))]
[JsonSerializable(typeof(AgentInspection))]
[JsonSerializable(typeof(AgentFamily))]
[JsonSerializable(typeof(ContextUse))]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(SpokenSearch))]
[JsonSerializable(typeof(AgentLogs))]
[JsonSerializable(typeof(LogEntry))]
public sealed partial class InspectJson : JsonSerializerContext;
