using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Tests.Support;

namespace Ov.Tests.Mail;

public sealed class MailThreadTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public MailThreadTests()
    {
        var run = _project.AddRun();
        var lead = _project.AddAgent(run, "lead-1", "lead");
        _project.AddAgent(run, "builder-1", parent: lead);
        _project.AddAgent(run, "builder-2", parent: lead);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_reply_goes_to_the_other_party_in_the_same_thread_with_one_Re_and_marks_the_original_answered()
    {
        var question = Send("builder-1", "lead-1", MailType.Question);
        var reply = Reply("lead-1", question);
        var again = Get(Reply("builder-1", reply));
        Assert.Equal(("builder-1", "Re: subject", question), (Get(reply).Recipient, Get(reply).Subject, Get(reply).ThreadId));
        Assert.Equal(("lead-1", "Re: subject", question), (again.Recipient, again.Subject, again.ThreadId));
        Assert.Equal(MailState.Answered, Get(question).State);
    }

    [Fact]
    public void Only_a_party_replies()
    {
        var question = Send("builder-1", "lead-1", MailType.Question);
        Assert.Equal(ErrorCode.Identity, Assert.Throws<OvException>(() => Reply("builder-2", question)).Code);
    }

    [Fact]
    public void A_reply_to_a_report_is_no_report()
    {
        var report = Send("builder-1", "lead-1", MailType.WorkerDone);
        Assert.Equal(MailType.Status, Get(Reply("lead-1", report)).Type);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("{\"correlationId\":\"c-1\"}", "{\"correlationId\":\"c-1\"}")]
    public void An_answer_carries_the_correlation_id_of_what_it_answers_and_none_where_there_was_none(string? payload, string? echoed)
    {
        using var app = _project.OperatorApp();
        var asked = MailSender.Send(app, app.Caller, new MailSend("lead-1", "status?", "How far?", MailType.Question, Payload: payload)).Id;
        Assert.Equal(echoed, Get(Reply("lead-1", asked)).Payload);
    }

    [Fact]
    public void A_follow_up_of_ones_own_message_leaves_it_unanswered()
    {
        var question = Send("builder-1", "lead-1", MailType.Question);
        Assert.Equal("lead-1", Get(Reply("builder-1", question)).Recipient);
        Assert.Equal(MailState.Queued, Get(question).State);
    }

    [Fact]
    public void The_addressee_the_operator_and_an_agent_above_may_answer_and_the_first_counts()
    {
        var toPeer = Send("builder-1", "builder-2", MailType.Question);
        using (var lead = _project.AgentApp("lead-1"))
        {
            MailReplier.Answer(lead, lead.Caller, toPeer, "yes");
        }

        using var late = _project.AgentApp("builder-2");
        Assert.Equal(ErrorCode.State, Assert.Throws<OvException>(() => MailReplier.Answer(late, late.Caller, toPeer, "no")).Code);

        var toLead = Send("builder-1", "lead-1", MailType.Question);
        Assert.Equal(ErrorCode.Identity, Assert.Throws<OvException>(() => MailReplier.Answer(late, late.Caller, toLead, "no")).Code);
        using var operatorApp = _project.OperatorApp();
        Assert.Equal("builder-1", MailReplier.Answer(operatorApp, operatorApp.Caller, toLead, "yes").Recipients[0].To);
    }

    [Fact]
    public async Task A_question_wakes_with_its_answer_and_the_asker_waits_meanwhile()
    {
        var asking = Task.Factory.StartNew(Ask, TaskCreationOptions.LongRunning);
        using var app = _project.AgentApp("lead-1");
        string? question = null;
        while (question is null)
        {
            Assert.False(asking.IsFaulted, asking.Exception?.ToString());
            question = MailChecker.Check(app, app.Caller).Messages.SingleOrDefault()?.Id;
        }

        Assert.Equal(AgentState.Waiting, app.Ledger.Read(sql => AgentStore.Live(sql, "builder-1")!.State));
        MailReplier.Answer(app, app.Caller, question, "forty-two");
        var asked = await asking.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("forty-two", asked.Answer.Body);
        Assert.True(asked.WaitedMs < 15_000, "it slept until the fallback instead of being woken");
        Assert.Equal(AgentState.Working, app.Ledger.Read(sql => AgentStore.Live(sql, "builder-1")!.State));
        Assert.Empty(Directory.EnumerateFiles(app.Ledger.Files.Waits));

        AskedMail Ask()
        {
            using var asker = _project.AgentApp("builder-1");
            return MailAsker.Ask(asker, asker.Caller, new MailSend("lead-1", "q", "b"), null, CancellationToken.None);
        }
    }

    [Fact]
    public void A_question_that_nobody_answers_times_out_and_stays_open()
    {
        using var asker = _project.AgentApp("builder-1");
        var ended = Assert.Throws<OvException>(() => MailAsker.Ask(asker, asker.Caller, new MailSend("lead-1", "q", "b"), TimeSpan.FromMilliseconds(50), CancellationToken.None));
        Assert.Equal(ErrorCode.TimedOut, ended.Code);
        Assert.Equal(MailState.Queued, Get(ended.Facts["id"]).State);
        Assert.Equal(AgentState.Working, asker.Ledger.Read(sql => AgentStore.Live(sql, "builder-1")!.State));
    }

    [Fact]
    public void An_interrupted_question_stays_open_and_the_asker_works_again()
    {
        using var asker = _project.AgentApp("builder-1");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => MailAsker.Ask(asker, asker.Caller, new MailSend("lead-1", "q", "b"), null, stop.Token));
        Assert.Equal(AgentState.Working, asker.Ledger.Read(sql => AgentStore.Live(sql, "builder-1")!.State));
    }

    [Fact]
    public void Anybody_may_look_and_only_the_readers_look_acknowledges()
    {
        var id = Send("builder-1", "lead-1", MailType.Status);
        Look("builder-2", id);
        Assert.Equal(MailState.Queued, Get(id).State);
        Look("lead-1", id);
        Assert.Equal(MailState.Read, Get(id).State);
    }

    [Fact]
    public void A_message_is_found_by_a_prefix_and_the_reader_alone_acknowledges_it()
    {
        var id = Send("builder-1", "lead-1", MailType.Status);
        using var other = _project.AgentApp("builder-2");
        Assert.Equal(ErrorCode.Identity, Assert.Throws<OvException>(() => MailAcknowledger.Acknowledge(other, other.Caller, [id])).Code);
        using var reader = _project.AgentApp("lead-1");
        var answer = MailAcknowledger.Acknowledge(reader, reader.Caller, [id[4..9], "msg-nothing"]);
        Assert.Equal([true, false], answer.Results.Select(result => result.Ok));
        Assert.Equal(MailState.Read, Get(id).State);
    }

    private void Look(string reader, string id)
    {
        using var app = _project.AgentApp(reader);
        MailReader.Shown(app, app.Caller, MailReader.Read(app, app.Caller, id));
    }

    private string Send(string from, string to, MailType type)
    {
        using var app = _project.AgentApp(from);
        return MailSender.Send(app, app.Caller, new MailSend(to, "subject", "body", type)).Id;
    }

    private string Reply(string from, string id)
    {
        using var app = _project.AgentApp(from);
        return MailReplier.Reply(app, app.Caller, id, "body", null).Id;
    }

    private Message Get(string id)
    {
        using var ledger = _project.OpenLedger();
        return ledger.Read(sql => MailStore.ById(sql, id)!);
    }
}
