using Ov.Core.Agents;
using Ov.Core.Mail;
using Ov.Tests.Support;

namespace Ov.Tests.Mail;

/// <summary>Which mail begins a turn of an idle agent.</summary>
public sealed class WakingMailTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(MailType.Status, false)]
    [InlineData(MailType.Info, false)]
    [InlineData(MailType.Merged, false)]
    [InlineData(MailType.Question, true)]
    [InlineData(MailType.Result, true)]
    [InlineData(MailType.Error, true)]
    [InlineData(MailType.WorkerDone, true)]
    [InlineData(MailType.WorkerDied, true)]
    [InlineData(MailType.MergeReady, true)]
    [InlineData(MailType.MergeFailed, true)]
    [InlineData(MailType.Escalation, true)]
    [InlineData(MailType.HealthCheck, true)]
    [InlineData(MailType.Dispatch, true)]
    [InlineData(MailType.Assign, true)]
    [InlineData(MailType.DecisionGate, true)]
    public void What_only_informs_waits_for_the_next_turn(MailType type, bool wakes) => Assert.Equal(wakes, Wakes(Draft(type)));

    [Theory]
    [InlineData(MailPriority.Low, false)]
    [InlineData(MailPriority.High, true)]
    [InlineData(MailPriority.Urgent, true)]
    public void A_high_priority_goes_before_the_type(MailPriority priority, bool wakes) => Assert.Equal(wakes, Wakes(Draft(MailType.Status) with { Priority = priority }));

    [Fact]
    public void The_operator_s_word_always_wakes() => Assert.True(Wakes(Draft(MailType.Status) with { Sender = Caller.OperatorName }));

    [Fact]
    public void An_answer_always_wakes() => Assert.True(Wakes(Draft(MailType.Status) with { ReplyTo = "msg-1" }));

    [Fact]
    public void A_landing_wakes_a_lead_that_has_parts_to_hand_out_or_nobody_at_work()
    {
        var run = _project.AddRun();
        var lead = _project.AddAgent(run, "lead-1", "lead", _project.AddTask(run, "Whole"), state: AgentState.Idle);
        var part = _project.AddAgent(run, "builder-1", parent: lead);
        using var ledger = _project.OpenLedger();
        ledger.Write(tx => Mailbox.Deliver(tx, tx.Files, Draft(MailType.Merged) with { Recipient = "lead-1" }));
        Assert.False(ledger.Read(sql => HostView.Of(sql, lead.Id)).HasMail);

        var next = _project.AddTask(run, "Part").Id;
        ledger.Write(tx => tx.Sql.Run("UPDATE task SET parent_id = ?2 WHERE id = ?1", next, lead.TaskId));
        Assert.True(ledger.Read(sql => HostView.Of(sql, lead.Id)).HasMail);
        ledger.Write(tx => tx.Sql.Run("UPDATE task SET state = 'canceled' WHERE id = ?1", next));
        Assert.False(ledger.Read(sql => HostView.Of(sql, lead.Id)).HasMail);

        ledger.Write(tx => AgentEnder.End(tx, tx.Files, AgentStore.ById(tx.Sql, part.Id)!, AgentState.Stopped, "operator", "over", TaskAfter.Keep));
        ledger.Write(tx => Assert.True(HostView.Of(tx.Sql, lead.Id).HasMail));
    }

    private bool Wakes(MailDraft draft)
    {
        _project.AddAgent(_project.AddRun(), "builder-1", state: AgentState.Idle);
        using var ledger = _project.OpenLedger();
        ledger.Write(tx => Mailbox.Deliver(tx, tx.Files, draft));
        return ledger.Read(sql => MailStore.HasWaking(sql, "builder-1", merged: false));
    }

    private static MailDraft Draft(MailType type) => new("lead-9", "builder-1", type, "s", "b");
}
