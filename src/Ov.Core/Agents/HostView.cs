using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Tasks;
using Ov.Core.Watching;

namespace Ov.Core.Agents;

/// <summary>What a host sees between two turns.</summary>
/// <param name="HasMail">Mail that begins a turn.</param>
/// <param name="WaitsForOthers">It has live agents or unfinished tasks below it.</param>
/// <param name="HoldsWork">A task in progress is its own.</param>
public sealed record HostView(AgentRecord Agent, TaskRecord? Task, bool HasMail, bool WaitsForOthers, bool HoldsWork)
{
    /// <summary>Set while a person has its session in hand.</summary>
    public LeaseRecord? Hold { get; init; }

    public static HostView Of(Sql sql, string agentId)
    {
        var agent = AgentStore.ById(sql, agentId)!;
        var task = agent.TaskId is { } taskId ? TaskStore.ById(sql, taskId) : null;
        var atWork = AgentStore.LiveChildren(sql, agentId).Count > 0;
        var parts = task is null ? [] : TaskStore.Children(sql, task.Id);
        var waits = atWork || parts.Any(child => child.State is not (TaskState.Closed or TaskState.Canceled));
        // A landing is what a lead waited for that has nobody at work any more, or parts to hand out that may have needed it.
        var landings = !atWork || parts.Any(child => child.State == TaskState.Pending);
        return new HostView(agent, task, MailStore.HasWaking(sql, agent.Name, landings), waits, TaskStore.HeldBy(sql, agentId).Count > 0) { Hold = SessionHold.Of(sql, agent) };
    }

    /// <summary>
    /// The state an agent has between turns. Who waits for others is not idle, and never completed for having nothing to do.
    /// </summary>
    public AgentState Resting => WaitsForOthers ? AgentState.Waiting : AgentState.Idle;

    /// <summary>Turns begin with the dispatch, with mail, or again after a failed one. Who coordinates waits for mail: without
    /// an objective there is nothing to say. An agent without a command is driven by hand.</summary>
    public HostStep Next =>
        !Agent.IsLive ? HostStep.Leave
        : Task?.State == TaskState.Canceled ? HostStep.Stop
        : Hold is not null ? HostStep.Hold
        : RunsTurns && (HasMail || (Agent.Turn == 0 && Agent.TaskId is not null) || Agent.FailedTurns > 0) ? HostStep.Turn
        : IsDone ? HostStep.Complete
        : HostStep.Sleep;

    /// <summary>An exec agent without a command is driven by hand, and one at a desk by the person there.</summary>
    private bool RunsTurns => !Agent.IsDesk && (Agent.Runtime != ExecRuntime.Word || Agent.Command is not null);

    private bool IsDone => !WaitsForOthers && !HoldsWork && Task is { State: TaskState.Completed or TaskState.Closed } task && task.OwnerId == Agent.Id;
}
