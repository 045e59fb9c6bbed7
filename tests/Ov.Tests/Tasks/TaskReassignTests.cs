using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

/// <summary>A task goes to another agent that is at hand; both are told, and nothing of the work is touched (S3-13).</summary>
public sealed class TaskReassignTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void It_is_the_others_now_whose_branch_it_lands_from_and_both_are_told_where_the_work_so_far_is()
    {
        var (task, spare) = (_site.Add("Parse"), _site.Add("Spare"));
        var before = _site.Worker("builder-1", task);
        var next = _site.Worker("builder-2", spare);
        Release(spare);
        var given = Reassign(task, "builder-2");
        Assert.Equal(("builder-1", "builder-2", "overstory/builder-1/1"), (given.From, given.To, given.WorkSoFar));
        Assert.Equal((TaskState.InProgress, next.Id, "overstory/builder-2/2"), (_site.Now(task).State, _site.Now(task).OwnerId, _site.Now(task).Branch));
        Assert.True(_site.Now(before).IsLive);
        Assert.Empty(_site.Operator.Ledger.Read(sql => TaskStore.HeldBy(sql, before.Id)));
        Assert.Contains("git merge overstory/builder-1/1", Mail("builder-2"));
        Assert.Contains("change nothing more for this task", Mail("builder-1"));

        _site.CommitIn("builder-2", "one.txt", "one");
        _site.Done("builder-2", task);
        Assert.Equal(TaskState.Completed, _site.Now(task).State);
        Assert.Null(Reassign(_site.Add("Open"), "builder-1").From);
    }

    [Theory]
    [InlineData(TaskState.Blocked)]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Completed)]
    [InlineData(TaskState.Canceled)]
    [InlineData(TaskState.Closed)]
    public void One_that_is_blocked_or_over_stays_with_whom_it_was(TaskState state)
    {
        var task = _site.Add("Parse");
        _site.Project.AddAgent(_site.Run, "builder-1");
        _site.Operator.Ledger.Write(tx => TaskStore.Begin(tx, task, state, "operator", "so"));
        Assert.Contains("only one that is pending or in progress", Refusal.Of(ErrorCode.State, () => Reassign(task, "builder-1")).Message);
        Assert.Equal(state, _site.Now(task).State);
    }

    [Fact]
    public void Nobody_gets_it_who_has_ended_holds_another_works_elsewhere_or_does_not_exist_and_no_builder_gives_it_away()
    {
        var (task, other, late) = (_site.Add("Parse"), _site.Add("Print"), _site.Add("Late", needs: ["1"]));
        var holder = _site.Worker("builder-1", task);
        _site.Worker("builder-2", other);
        var ended = _site.Project.AddAgent(_site.Run, "builder-3");
        _site.Operator.Ledger.Write(tx => AgentEnder.End(tx, tx.Files, ended, AgentState.Stopped, "operator", "not needed", TaskAfter.Keep));
        _site.Project.AddAgent(_site.Run, "builder-4");
        _site.Project.AddAgent(_site.Project.AddRun("run-2"), "alien");
        Refusal.Of(ErrorCode.State, () => Reassign(task, "builder-2"));
        Refusal.Of(ErrorCode.State, () => Reassign(task, "builder-3"));
        Refusal.Of(ErrorCode.Hierarchy, () => Reassign(task, "alien"));
        Refusal.Of(ErrorCode.NotFound, () => Reassign(task, "bilder-1"));
        Refusal.Of(ErrorCode.NotReady, () => Reassign(late, "builder-4"));
        using (var builder = _site.Project.AgentApp("builder-4"))
        {
            Refusal.Of(ErrorCode.NotOperator, () => TaskReassigner.Reassign(builder, builder.Caller, task, "builder-4", "I am free"));
        }

        Assert.Equal((TaskState.InProgress, holder.Id, 1), (_site.Now(task).State, _site.Now(task).OwnerId, _site.Now(task).Attempts));
        Assert.Equal(0, _site.Operator.Ledger.Read(sql => sql.Number("SELECT count(*) FROM message")));
        Assert.Null(Reassign(task, "builder-1").WorkSoFar);
        Assert.Equal(1, _site.Now(task).Attempts);
    }

    private ReassignedTask Reassign(TaskRecord task, string to) => TaskReassigner.Reassign(_site.Operator, Caller.Operator, task, to, "it is stuck");

    private void Release(TaskRecord task) => _site.Operator.Ledger.Write(tx => TaskRelease.ToPending(tx, TaskStore.ById(tx.Sql, task.Id)!, "operator", "later"));

    private string Mail(string agent) => Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, agent))).Body;
}
