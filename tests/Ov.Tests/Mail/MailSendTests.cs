using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Tests.Support;

namespace Ov.Tests.Mail;

public sealed class MailSendTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public MailSendTests()
    {
        var run = _project.AddRun();
        _project.AddAgent(run, "lead-1", "lead");
        _project.AddAgent(run, "builder-1");
        _project.AddAgent(run, "builder-2");
        _project.AddAgent(_project.AddRun("run-2", "other"), "stranger");
    }

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("@all", "builder-2,lead-1")]
    [InlineData("@builders", "builder-2")]
    [InlineData("@BUILDER", "builder-2")]
    [InlineData("@Leads", "lead-1")]
    public void A_group_is_its_live_members_of_the_run_without_the_sender(string address, string expected)
    {
        var sent = Send("builder-1", address);
        Assert.Equal(expected, string.Join(',', sent.Recipients.Select(recipient => recipient.To).Order()));
        Assert.Equal(sent.MessageIds.Count, sent.RecipientCount);
    }

    [Theory]
    [InlineData("@reviewers", "Nobody is in @reviewers")]
    [InlineData("@bilders", "Did you mean '@builder'?")]
    [InlineData("buidler-1", "Did you mean 'builder-1'?")]
    [InlineData("oprator", "Did you mean 'operator'?")]
    public void Nobody_to_read_it_is_an_error_that_names_the_nearest(string address, string expected)
    {
        var refused = Assert.Throws<OvException>(() => Send("lead-1", address));
        Assert.Equal(ErrorCode.UnknownRecipient, refused.Code);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_broadcast_sends_to_no_one()
    {
        using var ledger = _project.OpenLedger();
        var before = ledger.Read(EventStore.LastSequence);
        Assert.Throws<OvException>(() => Send("lead-1", "@reviewers"));
        Assert.Equal(before, ledger.Read(EventStore.LastSequence));
    }

    [Fact]
    public void The_same_key_sends_once_and_another_senders_key_is_its_own()
    {
        var first = Send("lead-1", "builder-1", "k");
        var again = Send("lead-1", "builder-1", "k");
        Assert.Equal((first.Id, true), (again.Id, again.Duplicate));
        Assert.NotEqual(first.Id, Send("builder-2", "builder-1", "k").Id);
    }

    [Fact]
    public void A_broadcast_with_a_key_is_sent_once_as_a_whole()
    {
        var first = Send("lead-1", "@builders", "k");
        Assert.Equal(first.MessageIds, Send("lead-1", "@builders", "k").MessageIds);
    }

    [Fact]
    public void A_body_over_the_limit_is_refused_and_one_at_the_limit_is_kept_whole()
    {
        using var app = _project.AgentApp("lead-1");
        var body = new string('ü', MailText.BodyLimit / 2);
        var sent = MailSender.Send(app, app.Caller, new MailSend("builder-1", "long", body));
        Assert.Equal(body, app.Ledger.Read(sql => MailStore.ById(sql, sent.Id)!.Body));
        var refused = Assert.Throws<OvException>(() => MailSender.Send(app, app.Caller, new MailSend("builder-1", "long", body + "x")));
        Assert.Equal(ErrorCode.Usage, refused.Code);
    }

    [Theory]
    [InlineData("s\0", "b")]
    [InlineData("s", "b\0")]
    public void A_character_that_would_end_the_text_in_the_ledger_is_refused(string subject, string body)
    {
        using var app = _project.AgentApp("lead-1");
        Assert.Equal(ErrorCode.Usage, Assert.Throws<OvException>(() => MailSender.Send(app, app.Caller, new MailSend("builder-1", subject, body))).Code);
    }

    [Fact]
    public void Control_characters_are_kept_as_they_were_sent()
    {
        using var app = _project.AgentApp("lead-1");
        var sent = MailSender.Send(app, app.Caller, new MailSend("builder-1", "a\u001b[0m", "tab\t bell\u0007 rtl\u202e"));
        var kept = app.Ledger.Read(sql => MailStore.ById(sql, sent.Id)!);
        Assert.Equal(("a\u001b[0m", "tab\t bell\u0007 rtl\u202e"), (kept.Subject, kept.Body));
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData("run-1", 3)]
    [InlineData("run-2", 1)]
    public void The_operator_reaches_every_run_unless_it_names_one(string? run, int expected)
    {
        using var operatorApp = _project.OperatorApp();
        using var app = new OvApp(operatorApp.Environment, operatorApp.Options with { Run = run });
        Assert.Equal(expected, MailSender.Send(app, app.Caller, new MailSend("@all", "s", "b")).RecipientCount);
    }

    private SentMail Send(string from, string to, string? key = null)
    {
        using var app = _project.AgentApp(from);
        return MailSender.Send(app, app.Caller, new MailSend(to, "subject", "body", IdempotencyKey: key));
    }
}
