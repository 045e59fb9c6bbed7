using Ov.Core.Agents;
using Ov.Core.Tasks;

namespace Ov.Tests.Agents;

public sealed class HostViewTests
{
    [Fact]
    public void The_first_turn_begins_without_waiting_for_mail() => Assert.Equal(HostStep.Turn, View(turn: 0).Next);

    [Fact]
    public void After_it_only_mail_begins_another()
    {
        Assert.Equal(HostStep.Sleep, View(turn: 1).Next);
        Assert.Equal(HostStep.Turn, View(turn: 1, hasMail: true).Next);
    }

    [Fact]
    public void A_failed_turn_is_tried_again() => Assert.Equal(HostStep.Turn, View(turn: 1, failedTurns: 1).Next);

    [Fact]
    public void An_agent_without_a_command_is_driven_by_hand() => Assert.Equal(HostStep.Sleep, View(turn: 0, hasMail: true, command: null).Next);

    [Fact]
    public void A_turn_that_ended_well_without_a_report_never_completes_anything() => Assert.Equal(HostStep.Sleep, View(turn: 5).Next);

    [Fact]
    public void An_ended_incarnation_has_nothing_left_to_do() => Assert.Equal(HostStep.Leave, View(turn: 1, hasMail: true, ended: true).Next);

    [Fact]
    public void A_lead_whose_children_live_waits_and_is_not_completed()
    {
        var view = View(turn: 3, task: TaskState.Completed, waits: true);
        Assert.Equal(HostStep.Sleep, view.Next);
        Assert.Equal(AgentState.Waiting, view.Resting);
    }

    [Fact]
    public void Whose_task_is_finished_and_who_waits_for_nobody_is_completed() => Assert.Equal(HostStep.Complete, View(turn: 3, task: TaskState.Closed).Next);

    [Fact]
    public void An_agent_whose_task_was_canceled_stops() => Assert.Equal(HostStep.Stop, View(turn: 3, hasMail: true, task: TaskState.Canceled).Next);

    private static HostView View(
        int turn, bool hasMail = false, int failedTurns = 0, string? command = "[\"true\"]", bool ended = false, TaskState task = TaskState.InProgress, bool waits = false) => new(
            new AgentRecord(
                "agent-1", "x", 1, "lead", AgentState.Idle, default, null, "run-1", "task-1", null, 0, "exec", command, null, "", null, null, null, null, [], false, null,
                null, null, turn, null, failedTurns, "operator", default, default, ended ? DateTimeOffset.UnixEpoch : null),
            new TaskRecord("task-1", "run-1", 1, "t", "", task, TaskPriority.Medium, "lead", null, [], [], "agent-1", 1, null, false, null, null, "operator", default, default, null, null),
            hasMail, waits, task == TaskState.InProgress);
}
