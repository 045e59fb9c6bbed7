using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

public sealed class TaskAddTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Numbers_only_ever_go_up_whoever_adds_at_the_same_time()
    {
        const int adders = 8;
        const int each = 12;
        var added = new List<int>[adders];
        Parallel.For(0, adders, new ParallelOptions { MaxDegreeOfParallelism = adders }, adder =>
        {
            using var ledger = _site.Project.OpenLedger();
            added[adder] = [.. Enumerable.Range(0, each).Select(i =>
                ledger.Write(tx => TaskAdder.Add(tx, _site.Run, new TaskDraft($"Task {adder}.{i}"), Caller.Operator)).Number)];
        });
        Assert.Equal(Enumerable.Range(1, adders * each), added.SelectMany(numbers => numbers).Order());
        Assert.All(added, numbers => Assert.Equal(numbers.Order(), numbers));
    }

    [Fact]
    public void The_number_of_a_canceled_task_is_not_used_again()
    {
        _site.Add("First");
        var second = _site.Add("Second");
        TaskCanceler.Cancel(_site.Operator, Caller.Operator, second, "not wanted");
        Assert.Equal(3, _site.Add("Third").Number);
    }

    [Fact]
    public void Each_run_counts_from_one()
    {
        _site.Add("First");
        var other = _site.Project.AddRun("other", "ov/other");
        Assert.Equal(1, _site.Operator.Ledger.Write(tx => TaskAdder.Add(tx, other, new TaskDraft("Elsewhere"), Caller.Operator)).Number);
    }

    [Fact]
    public void Needs_are_given_by_number_id_or_prefix_and_only_of_the_same_run()
    {
        var first = _site.Add("First");
        var second = _site.Add("Second");
        var third = _site.Add("Third", needs: ["1", "#1", second.Id["task-".Length..]]);
        Assert.Equal([first.Id, second.Id], _site.Operator.Ledger.Read(sql => TaskStore.Needs(sql, third.Id)).Select(task => task.Id));
        var other = _site.Project.AddRun("other", "ov/other");
        Refusal.Of(ErrorCode.Usage, () => _site.Operator.Ledger.Write(tx => TaskAdder.Add(tx, other, new TaskDraft("X") { Needs = [first.Id] }, Caller.Operator)));
        Refusal.Of(ErrorCode.NotFound, () => _site.Add("X", needs: ["99"]));
        Assert.Equal(3, _site.Operator.Ledger.Read(TaskStore.All).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("an escape \u001b[31m")]
    public void A_title_is_one_plain_line(string title)
    {
        Refusal.Of(ErrorCode.Usage, () => _site.Add(title));
        Assert.Empty(_site.Operator.Ledger.Read(TaskStore.All));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("src/../../other")]
    public void A_scope_does_not_leave_the_repository(string glob) => Refusal.Of(
        ErrorCode.Usage, () => _site.Operator.Ledger.Write(tx => TaskAdder.Add(tx, _site.Run, new TaskDraft("X") { Scope = [glob] }, Caller.Operator)));

    [Fact]
    public void What_a_lead_adds_is_a_part_of_its_own_task_and_what_a_builder_adds_is_not()
    {
        var parent = _site.Add("Parent", role: "lead");
        var lead = new Caller(CallerKind.Agent, _site.Project.AddAgent(_site.Run, "lead-1", "lead", parent));
        var builder = new Caller(CallerKind.Agent, _site.Project.AddAgent(_site.Run, "builder-1", "builder", _site.Add("Work")));
        var (ofLead, ofBuilder) = _site.Operator.Ledger.Write(tx => (
            TaskAdder.Add(tx, _site.Run, new TaskDraft("Child"), lead), TaskAdder.Add(tx, _site.Run, new TaskDraft("Follow-up"), builder)));
        Assert.Equal(parent.Id, ofLead.ParentId);
        Assert.Null(ofBuilder.ParentId);
        Assert.Equal(TaskState.Canceled, TaskCanceler.Cancel(_site.Operator, lead, ofLead, "not needed").State);
    }

    [Fact]
    public void An_ended_run_takes_no_new_tasks()
    {
        RunCompleter.Complete(_site.Operator, Caller.Operator, _site.Run, force: false);
        Refusal.Of(ErrorCode.State, () => _site.Add("Late"));
    }
}
