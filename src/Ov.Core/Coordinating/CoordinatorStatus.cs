using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Runs;

namespace Ov.Core.Coordinating;

/// <summary>One that coordinates, in Overstory's words where it has them.</summary>
/// <param name="SessionId">The incarnation.</param>
/// <param name="TmuxSession">Empty for one without a terminal.</param>
/// <param name="Unread">Mail that waits for it.</param>
/// <param name="Agents">Live agents directly below it.</param>
public sealed record CoordinatorItem(
    string AgentName, string SessionId, AgentState State, string? StateReason, string TmuxSession, int? Pid, string Runtime, string? Model, string Run, string? Worktree,
    DateTimeOffset StartedAt, DateTimeOffset LastActivity, long Unread, int Agents)
{
    public static CoordinatorItem Of(Sql sql, AgentRecord agent) => new(
        agent.Name, agent.Id, agent.State, agent.StateReason, "", ProcessIdentity.Parse(agent.Host)?.Pid, agent.Runtime, agent.Model, RunStore.ById(sql, agent.RunId)!.Name, agent.Worktree,
        agent.CreatedAt, agent.LastActivityAt, MailStore.CountQueued(sql, agent.Name), AgentStore.LiveChildren(sql, agent.Id).Count);
}
