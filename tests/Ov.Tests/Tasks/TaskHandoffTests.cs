using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Tasks;
using Ov.Core.Watching;

namespace Ov.Tests.Tasks;

/// <summary>An agent hands its task to another role.</summary>
public sealed class TaskHandoffTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void The_task_waits_for_the_role_with_its_work_committed_and_whoever_held_it_has_ended()
    {
        var (task, agent) = Begin();
        _site.WriteIn("builder-1", "half.txt", "half");
        var handed = Hand(task, "Tester");
        Assert.Equal((TaskState.Pending, "tester", 2), (handed.Task.State, handed.Task.Role, handed.Left));
        Assert.NotNull(handed.Kept.Commit);
        Assert.Equal(AgentState.Completed, _site.Now(agent).State);
        Assert.Equal("lead-1", _site.Operator.Ledger.Read(sql => sql.All("SELECT recipient FROM message WHERE subject LIKE '%handed over%'", row => row.Text("recipient"))).Single());
        Assert.Equal([task.Id], _site.Operator.Ledger.Read(HandoffStore.Open).Select(open => open.Task.Id));
        Assert.Equal(ErrorCode.Fenced, Assert.Throws<OvException>(() => Hand(task, "scout")).Code);
    }

    [Fact]
    public void A_watcher_stays_until_the_next_one_has_the_task_or_cannot_have_it()
    {
        var (task, _) = Begin();
        Hand(task, "tester");
        _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, AgentStore.Live(tx.Sql, "lead-1")!, AgentState.Stopped, "operator", "over"));
        Assert.Equal((0, 1), (_site.Operator.Ledger.Read(Outlook.Read).LiveAgents, _site.Operator.Ledger.Read(Outlook.Read).HandedOn));
        var memory = new WatchMemory(_site.Operator.Ledger.Now);
        Assert.False(Watcher.IsQuietNow(_site.Operator, memory));
        memory.WasStuck(Redispatch.NameOf(task), _site.Operator.Ledger.Now);
        Assert.True(Watcher.IsQuietNow(_site.Operator, memory));
        _site.Operator.Ledger.Write(tx => TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Canceled, "operator", "over"));
        Assert.Equal(0, _site.Operator.Ledger.Read(Outlook.Read).HandedOn);
    }

    [Theory]
    [InlineData("builder", "usage", "is a builder itself")]
    [InlineData("tseter", "not-found", "Did you mean 'tester'?")]
    [InlineData("lead", "hierarchy", "may not start a lead")]
    public void A_role_that_cannot_go_on_is_refused_and_nothing_changes(string role, string code, string words)
    {
        var (task, agent) = Begin();
        var refusal = Assert.Throws<OvException>(() => Hand(task, role));
        Assert.Equal(code, refusal.Code.Name);
        Assert.Contains(words, refusal.Message);
        Assert.Equal((TaskState.InProgress, AgentState.Working), (_site.Now(task).State, _site.Now(agent).State));
    }

    [Fact]
    public void A_task_goes_from_hand_to_hand_three_times_at_most()
    {
        var (task, agent) = Begin();
        foreach (var n in Enumerable.Range(1, TaskHandoff.Longest))
        {
            var before = _site.Worker($"scout-{n}", _site.Add($"Other {n}"), "scout");
            _site.Operator.Ledger.Write(tx => HandoffStore.Add(tx, new HandoffRecord(task.Id, before.Id, "builder", "x", null, tx.Now)));
        }

        Assert.Equal(ErrorCode.LimitHandoffs, Assert.Throws<OvException>(() => Hand(task, "tester")).Code);
        Assert.Equal(AgentState.Working, _site.Now(agent).State);
    }

    [Fact]
    public void Only_the_holder_hands_over_and_not_while_parts_are_open()
    {
        var (task, _) = Begin();
        _site.Worker("reviewer-1", _site.Add("Review it", role: "reviewer"), "reviewer");
        using var other = _site.Project.AgentApp("reviewer-1");
        Assert.Equal(ErrorCode.NotOwner, Assert.Throws<OvException>(() => TaskHandoff.Hand(other, other.Caller, task, "scout", "x", null)).Code);
        _site.Add("A part", parent: task.Id);
        Assert.Contains("parts that are not finished", Assert.Throws<OvException>(() => Hand(task, "tester")).Message);
    }

    private (TaskRecord Task, AgentRecord Agent) Begin()
    {
        var lead = _site.Worker("lead-1", _site.Add("Lead it", role: "lead"), "lead");
        var task = _site.Add("Build it");
        return (task, _site.Worker("builder-1", task, "builder", lead));
    }

    private HandedOver Hand(TaskRecord task, string role)
    {
        using var app = _site.Project.AgentApp("builder-1");
        return TaskHandoff.Hand(app, app.Caller, task, role, "it needs tests", "see half.txt");
    }
}
