using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

public sealed class TaskDoneTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_report_with_commits_completes_the_task_ends_the_agent_and_tells_whoever_waits()
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task);
        _site.CommitIn("builder-1", "src/a.txt", "a\n");
        var outcome = _site.Done("builder-1", task, new DoneReport("wrote a"));
        Assert.True(outcome.AgentEnded);
        var done = _site.Now(task);
        Assert.Equal((TaskState.Completed, "wrote a", false), (done.State, done.Summary, done.NoMerge));
        Assert.Equal(["src/a.txt"], _site.Operator.Ledger.Read(sql => TaskStore.Files(sql, task.Id)));
        Assert.Equal(AgentState.Completed, _site.Now(agent).State);
        var mail = Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "operator")));
        Assert.Equal((MailType.WorkerDone, "builder-1", task.Id), (mail.Type, mail.Sender, mail.TaskId));
        Assert.Contains("\"filesModified\":[\"src/a.txt\"]", mail.Payload);
        Assert.Equal(_site.Project.Git("rev-parse", done.Branch!).Trim(), outcome.Evidence.Tip);
    }

    [Fact]
    public void The_lead_hears_of_its_worker()
    {
        var lead = _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        var task = _site.Add("Work");
        _site.Worker("builder-1", task, parent: lead);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        Assert.Equal("lead-1", _site.Done("builder-1", task).Mail.Recipient);
    }

    [Theory]
    [InlineData("untracked")]
    [InlineData("modified")]
    [InlineData("staged")]
    public void Uncommitted_changes_are_refused_and_named(string kind)
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        _site.WriteIn("builder-1", kind == "untracked" ? "new.txt" : "a.txt", "more\n");
        if (kind == "staged")
        {
            _site.Project.GitIn(_site.FolderOf("builder-1"), "add", "-A");
        }

        var refusal = Refusal.Of(ErrorCode.Dirty, () => _site.Done("builder-1", task));
        Assert.Equal([kind == "untracked" ? "new.txt" : "a.txt"], refusal.Lists["files"]);
        AssertUnchanged(task, agent);
    }

    [Fact]
    public void A_branch_without_a_commit_of_its_own_is_refused_also_when_the_target_went_on()
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task);
        Refusal.Of(ErrorCode.NoCommit, () => _site.Done("builder-1", task));
        _site.Project.Write("other.txt", "other\n");
        _site.Project.Git("add", "-A");
        _site.Project.Git("commit", "-q", "-m", "Elsewhere");
        _site.Project.GitIn(_site.FolderOf("builder-1"), "merge", "-q", "--ff-only", "main");
        Refusal.Of(ErrorCode.NoCommit, () => _site.Done("builder-1", task));
        AssertUnchanged(task, agent);
    }

    [Fact]
    public void No_changes_needs_a_reason_and_an_empty_branch_and_is_closed_by_whoever_confirms_it()
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task);
        Refusal.Of(ErrorCode.Usage, () => _site.Done("builder-1", task, new DoneReport(NoChanges: true)));
        AssertUnchanged(task, agent);
        _site.Done("builder-1", task, new DoneReport(NoChanges: true, Reason: "passes already"));
        var done = _site.Now(task);
        Assert.Equal((TaskState.Completed, true, "passes already"), (done.State, done.NoMerge, done.Reason));
        Assert.Equal(TaskState.Closed, TaskCloser.Confirm(_site.Operator, Caller.Operator, task, null).State);
    }

    [Fact]
    public void No_changes_does_not_hide_commits()
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        Refusal.Of(ErrorCode.State, () => _site.Done("builder-1", task, new DoneReport(NoChanges: true, Reason: "none")));
        AssertUnchanged(task, agent);
    }

    [Theory]
    [InlineData("CLAUDE.local.md", "CLAUDE.local.md")]
    [InlineData(".claude", ".claude/settings.json")]
    public void A_branch_that_changes_what_ov_wrote_is_refused_and_the_files_named(string written, string committed)
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task, written: [written]);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        _site.CommitIn("builder-1", committed, "ours\n");
        Assert.Equal([committed], Refusal.Of(ErrorCode.OursInBranch, () => _site.Done("builder-1", task)).Lists["files"]);
        AssertUnchanged(task, agent);
    }

    [Fact]
    public void Work_on_another_branch_than_the_tasks_is_refused()
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task);
        _site.Project.GitIn(_site.FolderOf("builder-1"), "switch", "-q", "-c", "elsewhere");
        _site.CommitIn("builder-1", "a.txt", "a\n");
        var refusal = Refusal.Of(ErrorCode.State, () => _site.Done("builder-1", task));
        Assert.Contains("elsewhere", refusal.Message);
        Assert.Contains("git switch overstory/builder-1/1", refusal.Hint);
        AssertUnchanged(task, agent);
    }

    [Fact]
    public void Only_the_holder_reports_and_only_once()
    {
        var task = _site.Add("Work");
        _site.Worker("builder-1", task);
        _site.Project.AddAgent(_site.Run, "builder-2");
        _site.CommitIn("builder-1", "a.txt", "a\n");
        Refusal.Of(ErrorCode.NotOwner, () => _site.Done("builder-2", task));
        Refusal.Of(ErrorCode.NotOwner, () => TaskDone.Complete(_site.Operator, _site.Operator.Caller, task, new DoneReport(), null));
        using var app = _site.Project.AgentApp("builder-1");
        var caller = app.Caller;
        TaskDone.Complete(app, caller, task, new DoneReport(), null);
        Refusal.Of(ErrorCode.Fenced, () => TaskDone.Complete(app, caller, task, new DoneReport(), null));
        Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "operator")));
    }

    [Fact]
    public void The_work_of_a_read_only_role_is_closed_at_once()
    {
        var task = _site.Add("Look", role: "scout");
        var agent = _site.Worker("scout-1", task, "scout");
        Assert.Equal(TaskState.Closed, _site.Done("scout-1", task).Task.State);
        Assert.Equal(AgentState.Completed, _site.Now(agent).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lead_that_reported_ends_with_the_last_task_below_it(bool closedLast)
    {
        var parent = _site.Add("Lead it", role: "lead");
        var (first, second) = (_site.Add("First", parent: "1"), _site.Add("Second", parent: "1"));
        var lead = _site.Worker("lead-1", parent, "lead");
        _site.Worker("builder-1", first, parent: lead);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        _site.Done("builder-1", first);

        var outcome = _site.Done("lead-1", parent);
        Assert.Equal((TaskState.Closed, false), (outcome.Task.State, outcome.AgentEnded));
        Assert.Equal(AgentState.Working, _site.Now(lead).State);
        Action close = () => _site.Operator.Ledger.Write(tx => TaskCloser.Close(tx, TaskStore.ById(tx.Sql, first.Id)!, "operator", "landed"));
        Action cancel = () => TaskCanceler.Cancel(_site.Operator, Caller.Operator, second, "not needed");
        (closedLast ? cancel : close)();
        Assert.Equal(AgentState.Working, _site.Now(lead).State);
        (closedLast ? close : cancel)();
        Assert.Equal(AgentState.Completed, _site.Now(lead).State);
    }

    [Fact]
    public void A_leads_own_commits_wait_for_their_landing()
    {
        var parent = _site.Add("Lead it", role: "lead");
        _site.Worker("lead-1", parent, "lead");
        _site.CommitIn("lead-1", "a.txt", "a\n");
        Assert.Equal(TaskState.Completed, _site.Done("lead-1", parent).Task.State);
    }

    [Fact]
    public void What_is_sent_back_goes_to_its_owner_or_waits_for_the_next()
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        _site.Done("builder-1", task);
        var back = _site.Operator.Ledger.Write(tx => TaskSendBack.ToOwner(tx, TaskStore.ById(tx.Sql, task.Id)!, "watch", "it conflicts"));
        Assert.Equal((TaskState.Pending, null, agent.Branch, "it conflicts"), (back.State, back.OwnerId, back.Branch, back.Reason));

        var second = _site.Add("Other work");
        var live = _site.Project.AddAgent(_site.Run, "builder-2", task: second);
        var again = _site.Operator.Ledger.Write(tx =>
        {
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, second.Id)!, TaskState.Completed, "builder-2");
            return TaskSendBack.ToOwner(tx, TaskStore.ById(tx.Sql, second.Id)!, "watch", "it conflicts");
        });
        Assert.Equal((TaskState.InProgress, live.Id), (again.State, again.OwnerId));
    }

    private void AssertUnchanged(TaskRecord task, AgentRecord agent)
    {
        Assert.Equal((TaskState.InProgress, agent.Id), (_site.Now(task).State, _site.Now(task).OwnerId));
        Assert.Equal(AgentState.Working, _site.Now(agent).State);
        Assert.Empty(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "operator")));
    }
}
