using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Tests.Support;

namespace Ov.Tests.Mail;

public sealed class MailHandoverTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly OvLedger _ledger;
    private readonly RunRecord _run;
    private readonly AgentRecord _lead;
    private readonly TaskRecord _task;
    private readonly AgentRecord _worker;
    private readonly AgentRecord _peer;

    public MailHandoverTests()
    {
        _run = _project.AddRun();
        _lead = _project.AddAgent(_run, "lead-1", "lead");
        _task = _project.AddTask(_run, "work");
        _worker = _project.AddAgent(_run, "worker-1", task: _task, parent: _lead);
        _peer = _project.AddAgent(_run, "peer-1");
        _ledger = _project.OpenLedger();
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void Unread_mail_goes_to_the_lead_when_nobody_owns_the_task_and_the_sender_is_told_once()
    {
        var first = Send("peer-1", "one");
        var second = Send("peer-1", "two");
        End(AgentState.Zombie);

        Assert.Equal([first, second], Queued("lead-1").Select(message => message.Id));
        Assert.All(Queued("lead-1"), message => Assert.Equal("worker-1", message.AddressedTo));
        var notice = Assert.Single(Queued("peer-1"));
        Assert.Equal("system", notice.Sender);
        Assert.Contains("lead-1 has your mail", notice.Subject, StringComparison.Ordinal);
        Assert.Contains(first, notice.Body, StringComparison.Ordinal);
        Assert.Contains(second, notice.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Unread_mail_goes_to_the_new_owner_of_the_task()
    {
        Send("peer-1", "one");
        _ledger.Write(tx =>
        {
            AgentStore.Move(tx, _worker, AgentState.Stopped, "operator");
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, _task.Id)!, TaskState.Pending, "operator");
        });
        var successor = _project.AddAgent(_run, "worker-2", task: _ledger.Read(sql => TaskStore.ById(sql, _task.Id)), parent: _lead);
        _ledger.Write(tx => MailHandover.FromEnded(tx, _ledger.Files, _worker));
        Assert.Equal(successor.Id, Assert.Single(Queued("worker-2")).RecipientId);
        Assert.Empty(Queued("lead-1"));
    }

    [Fact]
    public void Mail_from_the_one_who_would_inherit_it_is_dead_and_its_sender_is_told()
    {
        var id = Send("lead-1", "do it");
        End(AgentState.Stopped);
        Assert.Equal(MailState.Dead, _ledger.Read(sql => MailStore.ById(sql, id)!.State));
        Assert.Contains("ended before it read", Assert.Single(Queued("lead-1")).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_dead_agent_had_claimed_is_handed_over_too()
    {
        var id = Send("peer-1", "one");
        _ledger.Write(tx => MailClaims.Claim(tx, "worker-1", _worker, "no-such-boot@1:1:1"));
        End(AgentState.Zombie);
        Assert.Equal(id, Assert.Single(Queued("lead-1")).Id);
    }

    [Fact]
    public void What_an_agent_had_before_it_when_it_completed_counts_as_read()
    {
        var id = Send("peer-1", "one");
        _ledger.Write(tx => MailClaims.Claim(tx, "worker-1", _worker, "no-such-boot@1:1:1"));
        End(AgentState.Completed);
        Assert.Equal(MailState.Read, _ledger.Read(sql => MailStore.ById(sql, id)!.State));
        Assert.Empty(Queued("lead-1"));
    }

    [Fact]
    public void Nobody_is_told_twice_and_a_second_handover_changes_nothing()
    {
        Send("peer-1", "one");
        End(AgentState.Zombie);
        var before = _ledger.Read(EventStore.LastSequence);
        _ledger.Write(tx => MailHandover.FromEnded(tx, _ledger.Files, _worker));
        Assert.Empty(_ledger.Write(tx => MailHandover.Sweep(tx, _ledger.Files)));
        Assert.Equal(before, _ledger.Read(EventStore.LastSequence));
    }

    [Fact]
    public void The_sweep_finds_an_agent_that_ended_without_a_handover()
    {
        Send("peer-1", "one");
        _ledger.Write(tx => AgentStore.Move(tx, _worker, AgentState.Zombie, "watch"));
        Assert.Equal("worker-1", Assert.Single(_ledger.Write(tx => MailHandover.Sweep(tx, _ledger.Files))).Name);
        Assert.Single(Queued("lead-1"));
    }

    [Fact]
    public void A_broadcast_that_the_heir_has_already_moves_without_breaking_its_key()
    {
        using var app = _project.AgentApp("peer-1");
        MailSender.Send(app, app.Caller, new MailSend("@all", "news", "b", IdempotencyKey: "k"));
        End(AgentState.Zombie);
        Assert.Equal(2, Queued("lead-1").Count(message => message.Subject == "news"));
    }

    [Fact]
    public void A_message_to_an_agent_that_ended_goes_to_its_heir_and_the_answer_says_so()
    {
        End(AgentState.Stopped);
        using var app = _project.AgentApp("peer-1");
        var sent = MailSender.Send(app, app.Caller, new MailSend("worker-1", "hello", "b"));
        Assert.True(Assert.Single(sent.Recipients).Redirected);
        Assert.Equal("lead-1", sent.Recipients[0].To);
    }

    [Fact]
    public void A_message_that_would_come_straight_back_is_refused()
    {
        End(AgentState.Stopped);
        using var app = _project.AgentApp("lead-1");
        var refused = Assert.Throws<OvException>(() => MailSender.Send(app, app.Caller, new MailSend("worker-1", "hello", "b")));
        Assert.Equal(ErrorCode.State, refused.Code);
    }

    [Fact]
    public void When_the_run_is_over_and_nobody_is_left_mail_is_dead()
    {
        var id = Send("peer-1", "one");
        _ledger.Write(tx =>
        {
            RunStore.Move(tx, _run, RunState.Aborted, "operator", "test");
            AgentStore.Move(tx, _lead, AgentState.Stopped, "operator");
            AgentStore.Move(tx, _worker, AgentState.Stopped, "operator");
            MailHandover.FromEnded(tx, _ledger.Files, _worker);
        });
        Assert.Equal(MailState.Dead, _ledger.Read(sql => MailStore.ById(sql, id)!.State));
    }

    private string Send(string from, string subject) => _ledger.Write(tx =>
        Mailbox.Deliver(tx, _ledger.Files, new MailDraft(from, "worker-1", MailType.Status, subject, "b")).Id);

    private void End(AgentState state) => _ledger.Write(tx =>
    {
        AgentStore.Move(tx, AgentStore.ById(tx.Sql, _worker.Id)!, state, "watch");
        MailHandover.FromEnded(tx, _ledger.Files, _worker);
    });

    private List<Message> Queued(string reader) => _ledger.Read(sql => MailStore.Queued(sql, reader));
}
