using System.Text.Json.Serialization;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Agents;

/// <summary>One thing that is waited for, as it was when the wait ended.</summary>
/// <param name="Kind"><c>agent</c>, <c>task</c>, <c>run</c>, <c>gate</c> or <c>inbox</c>.</param>
/// <param name="State">Its word of state; for an inbox the number of unread messages.</param>
/// <param name="Reached">Whether it is what was waited for.</param>
/// <param name="Good">False for an end that was not hoped for: failed, canceled, zombie, stopped.</param>
public sealed record WaitSubject(string Argument, string Kind, string Id, string Name, string State, bool Reached, [property: JsonIgnore] bool Good)
{
    /// <summary>Why it ended badly; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>What became of it; only for <see cref="WaitGoal.Report"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DelegationReport? Report { get; init; }

    /// <summary>Whose questions end a wait for a report.</summary>
    [JsonIgnore]
    public string? Reader { get; init; }

    /// <summary>The same thing as it is now.</summary>
    public WaitSubject Look(Sql sql, WaitGoal goal) => Kind switch
    {
        "agent" or "task" when goal == WaitGoal.Report => Reported(Argument, Kind, Id, sql, Reader),
        "agent" => Of(Argument, AgentStore.ById(sql, Id)!, sql, goal),
        "task" => Of(Argument, TaskStore.ById(sql, Id)!, sql, goal),
        "gate" => Of(Argument, GateStore.ById(sql, Id)!),
        "gates" => Gates(sql),
        "run" => Of(Argument, RunStore.ById(sql, Id)!, sql, goal),
        _ => Inbox(Argument, Id, sql),
    };

    public static WaitSubject Inbox(string argument, string reader, Sql sql)
    {
        var unread = MailStore.CountQueued(sql, reader);
        return new WaitSubject(argument, "inbox", reader, reader, $"{unread} unread", unread > 0, true);
    }

    /// <summary>Until something waits for a word of the operator.</summary>
    public static WaitSubject Gates(Sql sql)
    {
        var waiting = GateStore.Pending(sql).Count + Watching.StatusStore.OpenQuestions(sql).Count;
        return new WaitSubject("gates", "gates", "gates", "gates", $"{waiting} pending", waiting > 0, true);
    }

    /// <summary>Whatever was waited for, a gate is reached when it is decided; a no is no good end.</summary>
    public static WaitSubject Of(string argument, GateRecord gate)
    {
        var good = gate.Answer is not { } answer || GateRules.LetsGo(answer);
        return new WaitSubject(argument, "gate", gate.Id, gate.Question, gate.Answer?.Word() ?? gate.State.Word(), gate.State != GateState.Pending, good && gate.State != GateState.Expired) { Reason = good ? null : gate.Text };
    }

    public static WaitSubject Of(string argument, AgentRecord agent, Sql sql, WaitGoal goal)
    {
        if (goal == WaitGoal.Mail)
        {
            return Inbox(argument, agent.Name, sql);
        }

        // An agent's work has landed when its task has; a successor on the task is part of the story.
        if (goal == WaitGoal.Merged && agent.TaskId is { } taskId)
        {
            return Of(argument, TaskStore.ById(sql, taskId)!, sql, goal) with { Kind = "agent", Id = agent.Id, Name = agent.Name };
        }

        // Most mail begins a turn, except for an agent without a command, which is driven by hand.
        var rests = agent.State is AgentState.Idle or AgentState.Waiting && (agent.Command is null || !HostView.Of(sql, agent.Id).HasMail);
        return new WaitSubject(argument, "agent", agent.Id, agent.Name, agent.State.Word(), !agent.IsLive || (goal == WaitGoal.Idle && rests), agent.IsLive || agent.State == AgentState.Completed)
        {
            Reason = agent.IsLive || agent.State == AgentState.Completed ? null : agent.StateReason,
        };
    }

    public static WaitSubject Of(string argument, TaskRecord task, Sql sql, WaitGoal goal)
    {
        var isOver = task.State is TaskState.Closed or TaskState.Failed or TaskState.Canceled;
        var reached = goal switch
        {
            WaitGoal.Idle => task.OwnerId is not { } owner || Of(argument, AgentStore.ById(sql, owner)!, sql, goal).Reached,
            WaitGoal.Merged => isOver || (task.State == TaskState.Completed && task.Branch is null),
            _ => isOver || task.State == TaskState.Completed,
        };
        var good = task.State is not (TaskState.Failed or TaskState.Canceled);
        return new WaitSubject(argument, "task", task.Id, task.Title, task.State.Word(), reached, good) { Reason = good ? null : task.Reason };
    }

    /// <summary>Over, or a question for the reader (S3-60, S3-61).</summary>
    /// <exception cref="OvException">usage: the agent has no task.</exception>
    public static WaitSubject Reported(string argument, string kind, string id, Sql sql, string? reader)
    {
        var taskId = kind == "task" ? id : AgentStore.ById(sql, id)!.TaskId ?? throw new OvException(
            ErrorCode.Usage, $"{argument} has no task to report on.", "Wait for its mail instead: ov wait --until mail");
        var task = TaskStore.ById(sql, taskId)!;
        var report = DelegationReport.Of(sql, task, reader);
        var good = task.State is TaskState.InProgress or TaskState.Completed or TaskState.Closed || report.Result is null;
        return new WaitSubject(argument, kind, id, task.Title, task.State.Word(), report.Result is not null || report.PendingQuestion is not null, good)
        {
            Report = report, Reader = reader, Reason = good ? null : task.Reason,
        };
    }

    public static WaitSubject Of(string argument, RunRecord run, Sql sql, WaitGoal goal)
    {
        var parts = goal == WaitGoal.Idle
            ? AgentStore.AllLive(sql, run.Id).Select(agent => Of(argument, agent, sql, goal)).ToList()
            : TaskStore.OfRun(sql, run.Id).Select(task => Of(argument, task, sql, goal)).ToList();
        var open = parts.Count(part => !part.Reached);
        return new WaitSubject(argument, "run", run.Id, run.Name, $"{run.State.Word()}, {open} open", open == 0 || run.State != RunState.Active, run.State != RunState.Failed && parts.TrueForAll(part => part.Good));
    }
}
