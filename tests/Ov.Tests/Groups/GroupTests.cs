using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Groups;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Tests.Tasks;

namespace Ov.Tests.Groups;

public sealed class GroupTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_group_closes_in_the_transaction_of_its_last_task_and_tells_its_maker_once()
    {
        var (first, second) = (_site.Add("First", role: "scout"), _site.Add("Second", role: "scout"));
        var maker = _site.Project.AddAgent(_site.Run, "coordinator", "coordinator");
        var group = Make(new Caller(CallerKind.Agent, maker), "both", first, second);
        Close(first);
        Assert.Equal(GroupState.Active, Now(group).State);
        Refusal.Of(ErrorCode.Failed, () => _site.Operator.Ledger.Write(tx =>
        {
            Close(tx, second);
            Assert.Equal(GroupState.Completed, GroupStore.ById(tx.Sql, group.Id)!.State);
            throw new OvException(ErrorCode.Failed, "Something else in the same transaction failed.");
        }));
        Assert.Equal(GroupState.Active, Now(group).State);
        Close(second);
        Assert.Equal((GroupState.Completed, true), (Now(group).State, Now(group).CompletedAt is not null));
        var mail = Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "coordinator")));
        Assert.Equal(("system", "Group auto-closed: both"), (mail.Sender, mail.Subject));
    }

    [Fact]
    public void A_canceled_task_does_not_hold_its_group_open()
    {
        var (first, second) = (_site.Add("First", role: "scout"), _site.Add("Second"));
        var group = Make(Caller.Operator, "both", first, second);
        Close(first);
        TaskCanceler.Cancel(_site.Operator, Caller.Operator, second, "no");
        Assert.Equal(GroupState.Completed, Now(group).State);
        Assert.Equal(new GroupProgress(2, 1, 0, 0, 0, 1), GroupProgress.Of(_site.Operator.Ledger.Read(sql => GroupStore.Members(sql, group.Id))));
    }

    [Fact]
    public void Reopening_a_task_or_adding_an_unfinished_one_opens_the_group_again()
    {
        var first = _site.Add("First", role: "scout");
        var group = Make(Caller.Operator, "g", first);
        Close(first);
        TaskReopener.Reopen(_site.Operator, Caller.Operator, first, "again");
        Assert.Equal((GroupState.Active, null), (Now(group).State, Now(group).CompletedAt));
        Close(first);
        var second = _site.Add("Second");
        Assert.Equal(GroupState.Active, _site.Operator.Ledger.Write(tx => GroupMembers.Add(tx, Caller.Operator, Now(tx, group), [second])).State);
        Assert.Equal(GroupState.Completed, _site.Operator.Ledger.Write(tx => GroupMembers.Remove(tx, Caller.Operator, Now(tx, group), [second])).State);
    }

    [Fact]
    public void What_does_not_fit_is_refused_whole()
    {
        var (first, second) = (_site.Add("First"), _site.Add("Second"));
        var group = Make(Caller.Operator, "g", first);
        Refusal.Of(ErrorCode.Usage, () => Make(Caller.Operator, "twice", first, first));
        Refusal.Of(ErrorCode.NameTaken, () => Make(Caller.Operator, "g", second));
        Refusal.Of(ErrorCode.Usage, () => _site.Operator.Ledger.Write(tx => GroupMembers.Add(tx, Caller.Operator, Now(tx, group), [second, first])));
        Refusal.Of(ErrorCode.Usage, () => _site.Operator.Ledger.Write(tx => GroupMembers.Remove(tx, Caller.Operator, Now(tx, group), [second])));
        Refusal.Of(ErrorCode.Usage, () => _site.Operator.Ledger.Write(tx => GroupMembers.Remove(tx, Caller.Operator, Now(tx, group), [first])));
        Assert.Equal([first.Id], _site.Operator.Ledger.Read(sql => GroupStore.Members(sql, group.Id)).Select(task => task.Id));
        Assert.Contains("'g'", Refusal.Of(ErrorCode.NotFound, () => _site.Operator.Ledger.Read(sql => GroupResolver.Require(sql, "gg"))).Message);
    }

    [Fact]
    public void Groups_made_at_the_same_time_are_all_there()
    {
        var task = _site.Add("Shared");
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using var ledger = _site.Project.OpenLedger();
            ledger.Write(tx => GroupMaker.Make(tx, Caller.Operator, $"group-{i}", [task]));
        });
        Assert.Equal(8, _site.Operator.Ledger.Read(GroupStore.All).Count);
    }

    private GroupRecord Make(Caller caller, string name, params TaskRecord[] tasks) => _site.Operator.Ledger.Write(tx => GroupMaker.Make(tx, caller, name, tasks));

    private GroupRecord Now(GroupRecord group) => _site.Operator.Ledger.Read(sql => GroupStore.ById(sql, group.Id)!);

    private static GroupRecord Now(Tx tx, GroupRecord group) => GroupStore.ById(tx.Sql, group.Id)!;

    private void Close(TaskRecord task) => _site.Operator.Ledger.Write(tx => Close(tx, task));

    private static void Close(Tx tx, TaskRecord task)
    {
        TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.InProgress, "test");
        TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Completed, "test");
        TaskCloser.Close(tx, TaskStore.ById(tx.Sql, task.Id)!, "test", "landed");
    }
}
