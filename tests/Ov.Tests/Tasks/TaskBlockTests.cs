using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Core.Watching;

namespace Ov.Tests.Tasks;

/// <summary>The safe exit of an agent that cannot go on (S2-70, S2-71).</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TaskBlockTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void What_is_uncommitted_is_committed_on_the_branch_but_for_ignored_files_and_hooks_do_not_judge_it()
    {
        var task = _site.Add("Task");
        _site.Worker("builder-1", task);
        _site.Project.Write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
        File.SetUnixFileMode(Path.Combine(_site.Project.Root, ".git/hooks/pre-commit"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _site.WriteIn("builder-1", ".gitignore", "*.key\n");
        _site.WriteIn("builder-1", "half.txt", "half\n");
        _site.WriteIn("builder-1", "secret.key", "do not keep\n");
        var blocked = Block("builder-1", task, new BlockReport("no key"));
        Assert.Equal((TaskState.Blocked, null), (blocked.Task.State, blocked.Kept.Left));
        Assert.Equal([".gitignore", "half.txt"], _site.Project.Git("show", "--format=", "--name-only", "overstory/builder-1/1").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Unfinished: Task", _site.Project.Git("log", "-1", "--format=%B", "overstory/builder-1/1"));
        Assert.Equal("", _site.Project.GitIn(_site.FolderOf("builder-1"), "status", "--porcelain"));
        Assert.Contains($"commit {blocked.Kept.Commit![..12]} on overstory/builder-1/1", Told(Caller.OperatorName).Body);
    }

    [Fact]
    public void What_cannot_be_committed_safely_stays_and_the_task_is_blocked_all_the_same()
    {
        var task = _site.Add("Task");
        _site.Worker("builder-1", task);
        _site.Project.GitIn(_site.FolderOf("builder-1"), "checkout", "-q", "--detach");
        _site.WriteIn("builder-1", "half.txt", "half\n");
        var blocked = Block("builder-1", task, new BlockReport("this is the wrong branch"));
        Assert.Equal((TaskState.Blocked, null), (blocked.Task.State, blocked.Kept.Commit));
        Assert.Contains("no branch is checked out there", Told(Caller.OperatorName).Body);
        Assert.Equal("?? half.txt", _site.Project.GitIn(_site.FolderOf("builder-1"), "status", "--porcelain").Trim());
    }

    [Fact]
    public void A_blocker_is_a_task_that_the_blocked_one_needs_and_its_end_opens_that_one_once()
    {
        var task = _site.Add("Task");
        _site.Worker("builder-1", task);
        var blocker = Block("builder-1", task, new BlockReport("the fixture is broken") { Blocker = "Repair the fixture" }).Blocker!;
        Assert.Equal((TaskPriority.High, "Repair the fixture"), (blocker.Priority, blocker.Title));
        Assert.Equal([blocker.Id], _site.Operator.Ledger.Read(sql => TaskStore.Needs(sql, task.Id)).Select(needed => needed.Id));
        Assert.Contains("It opens by itself once task 2", Told(Caller.OperatorName).Body);
        Assert.Empty(Tick());
        _site.Operator.Ledger.Write(tx =>
        {
            TaskStore.Move(tx, blocker, TaskState.InProgress, "operator");
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, blocker.Id)!, TaskState.Completed, "operator");
        });
        Assert.Equal(["#1 opened"], Tick());
        Assert.Equal((TaskState.Pending, "task 2 is done"), (_site.Now(task).State, _site.Now(task).Reason));
        Assert.Contains("ov sling 1 --restart", Told(Caller.OperatorName).Body);
        Assert.Empty(Tick());
        Assert.Equal(0, _site.Operator.Ledger.Read(sql => TaskAttemptStore.Failures(sql, _site.Now(task))));
    }

    [Fact]
    public void A_blocker_that_was_given_up_for_another_reason_opens_nothing()
    {
        var task = _site.Add("Task");
        _site.Worker("builder-1", task);
        var blocker = Block("builder-1", task, new BlockReport("the fixture is broken") { Blocker = "Repair the fixture" }).Blocker!;
        TaskReopener.Reopen(_site.Operator, Caller.Operator, task, "go on");
        _site.Operator.Ledger.Write(tx => TaskNeeds.Set(tx, _site.Now(task), []));
        _site.Worker("builder-2", task);
        Block("builder-2", task, new BlockReport("no key"));
        _site.Operator.Ledger.Write(tx => TaskStore.Move(tx, blocker, TaskState.Canceled, "operator"));
        Assert.Empty(Tick());
        Assert.Equal(TaskState.Blocked, _site.Now(task).State);
    }

    [Fact]
    public void Whoever_blocks_has_ended_but_a_lead_with_open_parts_goes_on_with_them()
    {
        var (task, whole) = (_site.Add("Task"), _site.Add("Whole", role: "lead"));
        var (worker, lead) = (_site.Worker("builder-1", task), _site.Worker("lead-1", whole, "lead"));
        _site.Add("Part", parent: "2");
        Assert.True(Block("builder-1", task, new BlockReport("no key")).AgentEnded);
        Assert.Equal((AgentState.Completed, TaskState.Blocked), (_site.Now(worker).State, _site.Now(task).State));
        Assert.False(Block("lead-1", whole, new BlockReport("no key")).AgentEnded);
        Assert.True(_site.Now(lead).IsLive);
    }

    [Fact]
    public void A_blocker_that_is_canceled_is_needed_no_more_and_who_answers_for_the_blocked_task_decides()
    {
        var (whole, task) = (_site.Add("Whole", role: "lead"), _site.Add("Task"));
        var lead = _site.Worker("lead-1", whole, "lead");
        _site.Worker("builder-1", task, parent: lead);
        var blocker = Block("builder-1", task, new BlockReport("the fixture is broken") { Blocker = "Repair the fixture" }).Blocker!;
        TaskCanceler.Cancel(_site.Operator, Caller.Operator, blocker, "the fixture goes away");
        var told = Told(lead.Name);
        Assert.Equal((MailType.Escalation, "Task 2 stays blocked: Task"), (told.Type, told.Subject));
        Assert.Contains("was canceled: the fixture goes away", told.Body);
        Assert.Contains("It was blocked because: the fixture is broken", told.Body);
        Assert.Equal(TaskState.Blocked, _site.Now(task).State);
        TaskReopener.Reopen(_site.Operator, Caller.Operator, task, "go on without it");
        Assert.True(_site.Operator.Ledger.Read(sql => TaskReadiness.For(sql, _site.Now(task))).IsReady);
    }

    [Fact]
    public void A_lead_adds_such_tasks_itself()
    {
        var task = _site.Add("Task", role: "lead");
        _site.Worker("lead-1", task, "lead");
        Refusal.Of(ErrorCode.Usage, () => Block("lead-1", task, new BlockReport("no") { Blocker = "Other" }));
        Assert.Equal(TaskState.InProgress, _site.Now(task).State);
    }

    private BlockedTask Block(string name, TaskRecord task, BlockReport report)
    {
        using var app = _site.Project.AgentApp(name);
        return TaskBlocker.Block(app, app.Caller, task, report);
    }

    private Message Told(string reader) => _site.Operator.Ledger.Read(sql => MailStore.Queued(sql, reader))[^1];

    private string[] Tick() => [.. Core.Watching.Tick.Run(_site.Operator, false, new WatchMemory(DateTimeOffset.UtcNow), TestContext.Current.CancellationToken)
        .Decisions.Where(decision => decision.Action == "opened").Select(decision => $"{decision.Subject} {decision.Action}")];
}
