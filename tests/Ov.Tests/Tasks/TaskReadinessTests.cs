using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

public sealed class TaskReadinessTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(TaskState.Pending, null, false)]
    [InlineData(TaskState.InProgress, "b", false)]
    [InlineData(TaskState.Blocked, null, false)]
    [InlineData(TaskState.Failed, null, false)]
    [InlineData(TaskState.Canceled, null, false)]
    [InlineData(TaskState.Completed, "b", false)]
    [InlineData(TaskState.Completed, null, true)]
    [InlineData(TaskState.Closed, "b", true)]
    [InlineData(TaskState.Closed, null, true)]
    public void A_need_is_met_when_its_branch_has_landed_or_there_is_none_and_it_is_reported(TaskState state, string? branch, bool met) =>
        Assert.Equal(met, TaskReadiness.IsSatisfied(_site.Add("Needed") with { State = state, Branch = branch }));

    [Fact]
    public void What_stands_in_the_way_is_named()
    {
        var needed = _site.Add("Needed");
        var task = _site.Add("Task", needs: ["1"]);
        var waiting = Readiness(task);
        Assert.Equal((ErrorCode.NotReady, false), (waiting.Refusal, waiting.IsReady));
        Assert.Equal([needed.Id], waiting.WaitsFor.Select(other => other.Id));
        Assert.Contains("task 1 (pending)", waiting.Sentence);

        TaskCanceler.Cancel(_site.Operator, _site.Operator.Caller, needed, "no");
        Assert.Contains("task 1, which was canceled", Readiness(task).Sentence);
        TaskEditor.Edit(_site.Operator, _site.Operator.Caller, task, new TaskChange(Needs: []));
        Assert.True(Readiness(task).IsReady);

        _site.Project.AddAgent(_site.Run, "builder-1", task: _site.Now(task));
        var held = Readiness(_site.Now(task));
        Assert.Equal(ErrorCode.AlreadyClaimed, held.Refusal);
        Assert.Contains("builder-1", held.Sentence);
    }

    [Fact]
    public void Reported_work_counts_only_once_it_has_landed()
    {
        var needed = _site.Add("Needed");
        var task = _site.Add("Task", needs: ["1"]);
        _site.Worker("builder-1", needed);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        _site.Done("builder-1", needed);
        Assert.Contains("completed but has not landed", Readiness(task).Sentence);
        _site.Operator.Ledger.Write(tx => TaskCloser.Close(tx, TaskStore.ById(tx.Sql, needed.Id)!, "operator", "landed"));
        Assert.True(Readiness(task).IsReady);
    }

    private TaskReadiness Readiness(TaskRecord task) => _site.Operator.Ledger.Read(sql => TaskReadiness.For(sql, task));
}
