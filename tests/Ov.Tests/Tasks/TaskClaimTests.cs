using System.Collections.Concurrent;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

public sealed class TaskClaimTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Of_many_claimers_each_task_gets_exactly_one_and_the_others_hear_who()
    {
        const int claimers = 12;
        const int tasks = 5;
        var all = Enumerable.Range(1, tasks).Select(i => _site.Add($"Task {i}")).ToList();
        for (var i = 0; i < claimers; i++)
        {
            _site.Project.AddAgent(_site.Run, $"claimer-{i}");
        }

        var won = new ConcurrentBag<(string Agent, int Task)>();
        var lost = new ConcurrentBag<(string Agent, int Task, OvException Refusal)>();
        using var start = new Barrier(claimers);
        Parallel.For(0, claimers, new ParallelOptions { MaxDegreeOfParallelism = claimers }, i =>
        {
            using var app = _site.Project.AgentApp($"claimer-{i}");
            var caller = app.Caller;
            start.SignalAndWait();
            foreach (var task in all)
            {
                try
                {
                    TaskClaimer.Claim(app, caller, task);
                    won.Add(($"claimer-{i}", task.Number));
                    return;
                }
                catch (OvException refusal)
                {
                    lost.Add(($"claimer-{i}", task.Number, refusal));
                }
            }
        });

        Assert.Equal(Enumerable.Range(1, tasks), won.Select(win => win.Task).Order());
        Assert.Equal(tasks, won.Select(win => win.Agent).Distinct().Count());
        Assert.NotEmpty(lost);
        Assert.All(lost, loss =>
        {
            Assert.Equal(ErrorCode.AlreadyClaimed, loss.Refusal.Code);
            Assert.Contains(won.Single(win => win.Task == loss.Task).Agent, loss.Refusal.Message);
        });
        Assert.All(all, task => Assert.Equal((TaskState.InProgress, 1), (_site.Now(task).State, _site.Now(task).Attempts)));
    }

    [Fact]
    public void A_claim_makes_the_task_the_agents_own_and_saying_it_twice_changes_nothing()
    {
        var task = _site.Add("Task");
        var agent = _site.Project.AddAgent(_site.Run, "builder-1");
        using var app = _site.Project.AgentApp("builder-1");
        Assert.Equal(agent.Id, TaskClaimer.Claim(app, app.Caller, task).OwnerId);
        Assert.Equal(task.Id, _site.Now(agent).TaskId);
        Assert.Equal(1, TaskClaimer.Claim(app, app.Caller, task).Attempts);
    }

    [Fact]
    public void An_agent_holds_one_task_at_a_time()
    {
        var (first, second) = (_site.Add("First"), _site.Add("Second"));
        _site.Project.AddAgent(_site.Run, "builder-1", task: first);
        using var app = _site.Project.AgentApp("builder-1");
        Assert.Contains("task 1", Refusal.Of(ErrorCode.State, () => TaskClaimer.Claim(app, app.Caller, second)).Message);
        TaskRelease.Release(app, app.Caller, first, "later");
        Assert.Equal(TaskState.InProgress, TaskClaimer.Claim(app, app.Caller, second).State);
    }

    [Fact]
    public void A_task_that_waits_or_belongs_to_another_run_is_not_claimed()
    {
        _site.Add("First");
        var waiting = _site.Add("Second", needs: ["1"]);
        var elsewhere = _site.Project.AddRun("other", "ov/other");
        var foreign = _site.Project.AddTask(elsewhere, "Elsewhere");
        _site.Project.AddAgent(_site.Run, "builder-1");
        using var app = _site.Project.AgentApp("builder-1");
        Assert.Equal([_site.Operator.Ledger.Read(sql => TaskStore.ByNumber(sql, _site.Run.Id, 1)!).Id], Refusal.Of(ErrorCode.NotReady, () => TaskClaimer.Claim(app, app.Caller, waiting)).Lists["waitsFor"]);
        Refusal.Of(ErrorCode.NotOwner, () => TaskClaimer.Claim(app, app.Caller, foreign));
        Assert.Equal(TaskState.Pending, _site.Now(waiting).State);
    }

    [Fact]
    public void A_released_task_keeps_its_branch_and_the_next_claim_is_another_attempt()
    {
        var task = _site.Add("Task");
        _site.Worker("builder-1", task);
        using (var app = _site.Project.AgentApp("builder-1"))
        {
            TaskRelease.Release(app, app.Caller, task, "too hard");
        }

        var released = _site.Now(task);
        Assert.Equal((TaskState.Pending, null, "overstory/builder-1/1", "too hard"), (released.State, released.OwnerId, released.Branch, released.Reason));
        _site.Project.AddAgent(_site.Run, "builder-2");
        using var next = _site.Project.AgentApp("builder-2");
        Assert.Equal(2, TaskClaimer.Claim(next, next.Caller, task).Attempts);
    }

    [Fact]
    public void A_blocked_task_tells_whoever_can_help_and_waits_until_it_is_opened_again()
    {
        var task = _site.Add("Task");
        var lead = _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        _site.Worker("builder-1", task, parent: lead);
        using var app = _site.Project.AgentApp("builder-1");
        Refusal.Of(ErrorCode.NotOwner, () => TaskBlocker.Block(_site.Operator, Caller.Operator, task, new BlockReport("no")));
        Assert.Equal((TaskState.Blocked, "needs a key"), (TaskBlocker.Block(app, app.Caller, task, new BlockReport("needs a key")).Task.State, _site.Now(task).Reason));
        var told = Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "lead-1")));
        Assert.Equal((MailType.Escalation, MailPriority.High, task.Id), (told.Type, told.Priority, told.TaskId));
        Assert.Contains("needs a key", told.Body);

        Refusal.Of(ErrorCode.Fenced, () => TaskBlocker.Block(app, app.Caller, task, new BlockReport("again")));
        _site.Project.AddAgent(_site.Run, "builder-2");
        using var other = _site.Project.AgentApp("builder-2");
        Refusal.Of(ErrorCode.State, () => TaskClaimer.Claim(other, other.Caller, task));
        TaskReopener.Reopen(_site.Operator, Caller.Operator, task, "the key is there");
        Assert.Equal((TaskState.InProgress, "overstory/builder-1/1"), (TaskClaimer.Claim(other, other.Caller, task).State, _site.Now(task).Branch));
    }

    [Fact]
    public void Without_a_lead_the_operator_is_told_of_a_blocked_task()
    {
        var task = _site.Add("Task");
        _site.Worker("builder-1", task);
        using var app = _site.Project.AgentApp("builder-1");
        TaskBlocker.Block(app, app.Caller, task, new BlockReport("needs a key"));
        Assert.Equal("Task 1 is blocked: Task", Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, Caller.OperatorName))).Subject);
    }

    [Fact]
    public void Nobody_takes_a_task_from_a_holder_that_lives()
    {
        var task = _site.Add("Task");
        var agent = _site.Project.AddAgent(_site.Run, "builder-1", task: task);
        Assert.Contains("ov stop builder-1", Refusal.Of(ErrorCode.State, () => TaskRelease.Release(_site.Operator, Caller.Operator, task, "mine")).Hint);
        _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, agent, AgentState.Zombie, "watch"));
        Assert.Equal(TaskState.Pending, TaskRelease.Release(_site.Operator, Caller.Operator, task, "its agent died").State);
        Refusal.Of(ErrorCode.State, () => TaskRelease.Release(_site.Operator, Caller.Operator, task, "again"));
    }
}
