using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

public sealed class TaskRightsTests
{
    [Theory]
    [InlineData(TaskVerb.Add, "operator desk agent")]
    [InlineData(TaskVerb.WriteSpec, "operator desk agent")]
    [InlineData(TaskVerb.Edit, "operator desk lead")]
    [InlineData(TaskVerb.Claim, "agent")]
    [InlineData(TaskVerb.Release, "operator lead owner")]
    [InlineData(TaskVerb.Block, "owner")]
    [InlineData(TaskVerb.Done, "owner")]
    [InlineData(TaskVerb.Cancel, "operator lead")]
    [InlineData(TaskVerb.Close, "operator lead")]
    [InlineData(TaskVerb.Reopen, "operator lead")]
    [InlineData(TaskVerb.Reassign, "operator lead")]
    [InlineData(TaskVerb.ReopenClosed, "operator")]
    public void Who_may_do_what(TaskVerb verb, string parties)
    {
        var allowed = TaskRights.Allowed(verb);
        Assert.Equal(
            parties.Split(' ').Order(),
            Enum.GetValues<TaskParty>().Where(party => party != TaskParty.None && allowed.HasFlag(party)).Select(party => party.ToString().ToLowerInvariant()).Order());
    }

    [Fact]
    public void Every_verb_has_a_row() => Assert.All(Enum.GetValues<TaskVerb>(), verb => Assert.NotEqual(TaskParty.None, TaskRights.Allowed(verb)));

    [Fact]
    public void A_lead_is_the_owner_of_the_parent_task_and_nobody_elses()
    {
        using var site = new TaskSite();
        var parent = site.Add("Parent", role: "lead");
        var child = site.Add("Child", parent: "1");
        var other = site.Add("Other");
        var lead = site.Project.AddAgent(site.Run, "lead-1", "lead", parent);
        var builder = site.Project.AddAgent(site.Run, "builder-1", "builder", child, lead);
        var (asLead, asBuilder) = (new Caller(CallerKind.Agent, lead), new Caller(CallerKind.Agent, builder));
        (parent, child) = (site.Now(parent), site.Now(child));

        Assert.Equal(TaskParty.Agent | TaskParty.Lead, TaskRights.PartyOf(asLead, child, parent));
        Assert.Equal(TaskParty.Agent | TaskParty.Owner, TaskRights.PartyOf(asBuilder, child, parent));
        Assert.Equal(TaskParty.Agent, TaskRights.PartyOf(asLead, other, null));
        // Its own task is another's to cancel or close.
        Assert.Equal(TaskParty.Agent | TaskParty.Owner, TaskRights.PartyOf(asLead, parent, null));
        Assert.Equal(TaskParty.None, TaskRights.PartyOf(asBuilder, child with { RunId = "run-elsewhe" }, null));
        Assert.Equal(TaskParty.Desk, TaskRights.PartyOf(Caller.Unidentified, child, parent));
        Assert.Equal(TaskParty.Operator, TaskRights.PartyOf(Caller.Watch, child, parent));
    }

    [Fact]
    public void The_desk_adds_and_edits_but_does_not_cancel_close_or_reopen()
    {
        using var site = new TaskSite();
        using var desk = site.Project.App();
        var task = desk.Ledger.Write(tx => TaskAdder.Add(tx, site.Run, new TaskDraft("From the desk"), desk.Caller));
        Assert.Equal("unidentified", task.CreatedBy);
        Assert.Equal("Better", TaskEditor.Edit(desk, desk.Caller, task, new TaskChange(Title: "Better")).Title);
        Refusal.Of(ErrorCode.NotOperator, () => TaskCanceler.Cancel(desk, desk.Caller, task, "no"));
        Refusal.Of(ErrorCode.NotOperator, () => TaskCloser.Confirm(desk, desk.Caller, task, "no"));
        Refusal.Of(ErrorCode.NotOperator, () => TaskReopener.Reopen(desk, desk.Caller, task, "no"));
        Refusal.Of(ErrorCode.NotOwner, () => TaskClaimer.Claim(desk, desk.Caller, task));
        Refusal.Of(ErrorCode.NotOwner, () => TaskDone.Complete(desk, desk.Caller, task, new DoneReport(), null));
        Assert.Equal(TaskState.Pending, site.Now(task).State);
    }

    [Fact]
    public void An_incarnation_that_ended_after_it_proved_itself_changes_nothing_more()
    {
        using var site = new TaskSite();
        var task = site.Add("Task");
        var agent = site.Project.AddAgent(site.Run, "builder-1");
        using var app = site.Project.AgentApp("builder-1");
        var caller = app.Caller;
        site.Operator.Ledger.Write(tx => AgentStore.Move(tx, agent, AgentState.Stopped, "operator"));
        Refusal.Of(ErrorCode.Fenced, () => TaskClaimer.Claim(app, caller, task));
        Refusal.Of(ErrorCode.Fenced, () => app.Ledger.Write(tx => TaskAdder.Add(tx, site.Run, new TaskDraft("Late"), caller)));
        Assert.Equal(TaskState.Pending, site.Now(task).State);
    }
}
