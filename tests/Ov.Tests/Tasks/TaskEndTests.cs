using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

/// <summary>Cancel, close, reopen, edit.</summary>
public sealed class TaskEndTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_canceled_task_keeps_its_work_leaves_the_queue_and_tells_its_holder()
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        var tip = _site.Project.Git("rev-parse", agent.Branch!).Trim();
        _site.Operator.Ledger.Write(tx => MergeQueue.Enqueue(
            tx, tx.Files, new MergeRequest(_site.Run, "main", agent.Branch!, tip, TaskStore.ById(tx.Sql, task.Id), agent, ["a.txt"], "operator")));
        var canceled = TaskCanceler.Cancel(_site.Operator, Caller.Operator, task, "a better idea");
        Assert.Equal((TaskState.Canceled, agent.Branch, "a better idea"), (canceled.State, canceled.Branch, canceled.Reason));
        Assert.Equal(tip, _site.Project.Git("rev-parse", agent.Branch!).Trim());
        Assert.True(File.Exists(Path.Combine(_site.FolderOf("builder-1"), "a.txt")));
        Assert.Equal(MergeState.Withdrawn, Assert.Single(_site.Operator.Ledger.Read(sql => MergeStore.OfTask(sql, task.Id))).State);
        Assert.Contains("a better idea", Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "builder-1"))).Body);
        Refusal.Of(ErrorCode.State, () => TaskCanceler.Cancel(_site.Operator, Caller.Operator, task, "again"));
    }

    [Fact]
    public void A_task_with_unlanded_work_is_closed_only_with_a_reason()
    {
        var task = _site.Add("Work");
        var agent = _site.Worker("builder-1", task);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        Refusal.Of(ErrorCode.State, () => TaskCloser.Confirm(_site.Operator, Caller.Operator, task, "early"));
        _site.Done("builder-1", task);
        Assert.Contains($"ov merge --branch {agent.Branch}", Refusal.Of(ErrorCode.PrematureClose, () => TaskCloser.Confirm(_site.Operator, Caller.Operator, task, null)).Hint);
        var closed = TaskCloser.Confirm(_site.Operator, Caller.Operator, task, "done elsewhere");
        Assert.Equal((TaskState.Closed, true, "done elsewhere"), (closed.State, closed.NoMerge, _site.Now(task).Reason));
        Assert.True(_site.Now(task).NoMerge);
        Assert.NotEmpty(_site.Project.Git("rev-parse", agent.Branch!));
    }

    [Fact]
    public void Only_the_operator_reopens_what_was_closed()
    {
        var parent = _site.Add("Lead it", role: "lead");
        var child = _site.Add("Look", parent: "1", role: "scout");
        var lead = new Caller(CallerKind.Agent, _site.Project.AddAgent(_site.Run, "lead-1", "lead", parent));
        _site.Worker("scout-1", child, "scout", lead.Agent);
        _site.Done("scout-1", child);
        Refusal.Of(ErrorCode.NotOperator, () => TaskReopener.Reopen(_site.Operator, lead, child, "look again"));
        var reopened = TaskReopener.Reopen(_site.Operator, Caller.Operator, child, "look again");
        Assert.Equal((TaskState.Pending, null, null), (reopened.State, reopened.OwnerId, reopened.ClosedAt));
        _site.Operator.Ledger.Write(tx =>
        {
            TaskStore.Move(tx, reopened, TaskState.InProgress, "operator");
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, child.Id)!, TaskState.Failed, "watch");
        });
        Assert.Equal(TaskState.Pending, TaskReopener.Reopen(_site.Operator, lead, child, "try again").State);
    }

    [Fact]
    public void A_pending_or_running_task_is_not_reopened()
    {
        var task = _site.Add("Work");
        Refusal.Of(ErrorCode.State, () => TaskReopener.Reopen(_site.Operator, Caller.Operator, task, "again"));
        _site.Project.AddAgent(_site.Run, "builder-1", task: task);
        Refusal.Of(ErrorCode.State, () => TaskReopener.Reopen(_site.Operator, Caller.Operator, task, "again"));
        Assert.Equal(TaskState.InProgress, _site.Now(task).State);
    }

    [Fact]
    public void An_edit_changes_what_it_names_keeps_the_rest_and_records_why()
    {
        _site.Add("First");
        var task = _site.Add("Second", needs: ["1"]);
        var edited = TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(
            Title: "Better", Scope: ["src/**"], Criteria: ["it works"], Priority: TaskPriority.High, Reason: "asked for"));
        Assert.Equal(("Better", "src/**", "it works", TaskPriority.High, ""), (edited.Title, edited.Scope[0], edited.Criteria[0], edited.Priority, edited.Body));
        Assert.Single(_site.Operator.Ledger.Read(sql => TaskStore.Needs(sql, task.Id)));
        TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Needs: []));
        Assert.Empty(_site.Operator.Ledger.Read(sql => TaskStore.Needs(sql, task.Id)));
        var events = _site.Operator.Ledger.Read(sql => EventStore.Newest(sql, 10)).Where(one => one.Type == "task.edited").Select(one => one.Text);
        Assert.Equal(["needs", "title, scope, criteria, priority: asked for"], events);
        Refusal.Of(ErrorCode.Usage, () => TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Reason: "nothing")));
    }

    [Fact]
    public void A_finished_task_is_not_edited()
    {
        var task = _site.Add("Work");
        TaskCanceler.Cancel(_site.Operator, Caller.Operator, task, "no");
        Refusal.Of(ErrorCode.State, () => TaskEditor.Edit(_site.Operator, Caller.Operator, task, new TaskChange(Title: "X")));
        Assert.Equal("Work", _site.Now(task).Title);
    }
}
