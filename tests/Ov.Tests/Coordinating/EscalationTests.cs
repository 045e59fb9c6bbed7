using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Core.Watching;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Coordinating;

/// <summary>Escalations go as far as they are bad, and a critical one holds its area until a person answers.</summary>
public sealed class EscalationTests : IDisposable
{
    private readonly TaskSite _site = new();
    private readonly AgentRecord _coordinator;
    private readonly AgentRecord _lead;

    public EscalationTests()
    {
        _coordinator = _site.Project.AddAgent(_site.Run, "coordinator", "coordinator");
        _lead = _site.Project.AddAgent(_site.Run, "lead-1", "lead", parent: _coordinator);
        _site.Project.AddAgent(_site.Run, "builder-1", parent: _lead);
    }

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(null, "high", 1)]
    [InlineData("warning", "normal", 1)]
    [InlineData("error", "high", 1)]
    [InlineData("critical", "urgent", 2)]
    public void It_is_as_pressing_as_it_is_bad_and_a_critical_one_reaches_the_operator_too(string? severity, string priority, int readers)
    {
        var sent = Escalate(severity is null ? null : $"{{\"severity\":\"{severity}\"}}");
        var mails = sent.MessageIds.Select(Mail).ToList();
        Assert.Equal(readers, mails.Count);
        Assert.All(mails, mail => Assert.Equal(priority, mail.Priority.Word()));
        Assert.Equal(["lead-1", "operator"], mails.Select(mail => mail.Recipient).Append("operator").Distinct());
    }

    [Fact]
    public void A_critical_one_holds_every_task_whose_scope_meets_its_area_until_the_operator_answers()
    {
        var (inside, beside, anywhere) = (Task("Inside", "src/export/csv.cs"), Task("Beside", "src/login/**"), Task("Anywhere"));
        var escalation = Escalate("""{"severity":"critical","area":["src/export/**"]}""").MessageIds[1];

        Assert.Equal([ErrorCode.Held, null, ErrorCode.Held], new[] { inside, beside, anywhere }.Select(task => Readiness(task).Refusal));
        Assert.Equal(escalation, Refusal.Of(ErrorCode.Held, () => Claim(inside)).Facts["escalation"]);
        Assert.False(_site.Operator.Ledger.Read(sql => TaskItem.Of(sql, inside)).Ready);

        Answer("lead-1", Escalation("lead-1"));
        Assert.False(Readiness(inside).IsReady);
        Refusal.Of(ErrorCode.NotOperator, () => MailReplier.Reply(_site.Operator, Caller.Unidentified, escalation, "go on", null));
        MailReplier.Answer(_site.Operator, Caller.Operator, escalation, "Export is frozen until Monday; go on with the rest.");
        Assert.True(Readiness(inside).IsReady);
        Assert.Equal("builder-1", Claim(inside).OwnerId is null ? "" : "builder-1");
    }

    [Fact]
    public void Without_an_area_of_its_own_it_holds_the_scope_of_its_task_and_else_the_whole_run()
    {
        var own = Task("Own", "docs/**");
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE agent SET task_id = ?2 WHERE name = ?1", "builder-1", own.Id));
        Escalate("""{"severity":"critical"}""");
        var (docs, code) = (Task("Docs", "docs/a.md"), Task("Code", "src/**"));
        Assert.Equal((false, true), (Readiness(docs).IsReady, Readiness(code).IsReady));
        MailReplier.Answer(_site.Operator, Caller.Operator, Escalation("operator"), "fixed");

        Escalate("""{"severity":"critical"}""", from: "lead-1", to: "coordinator");
        Assert.False(Readiness(code).IsReady);
        Assert.True(Readiness(Task("Elsewhere", run: _site.Project.AddRun("run-2"))).IsReady);
    }

    [Theory]
    [InlineData("""{"severity":"grave"}""", "invalid-payload")]
    [InlineData("""{"severity":"critical","area":"src"}""", "invalid-payload")]
    [InlineData("""{"severity":"critical","area":["/etc/passwd"]}""", "usage")]
    public void A_wrong_severity_or_area_is_refused_and_nothing_is_sent(string payload, string code)
    {
        var before = _site.Operator.Ledger.Read(sql => sql.Number("SELECT count(*) FROM message"));
        Assert.Equal(code, Assert.Throws<OvException>(() => Escalate(payload)).Code.Name);
        Assert.Equal(before, _site.Operator.Ledger.Read(sql => sql.Number("SELECT count(*) FROM message")));
    }

    [Fact]
    public void Severity_as_an_option_is_the_payload_s_and_belongs_to_escalations_only()
    {
        Assert.Equal("""{"severity":"error","context":"x"}""", Core.Mail.Escalation.WithSeverity(MailType.Escalation, """{"context":"x"}""", Severity.Error));
        Refusal.Of(ErrorCode.Usage, () => Core.Mail.Escalation.WithSeverity(MailType.Status, null, Severity.Error));
    }

    [Theory]
    [InlineData("warning", MailState.Queued, true)]
    [InlineData("warning", MailState.Read, false)]
    [InlineData("error", MailState.Read, true)]
    [InlineData("error", MailState.Answered, false)]
    [InlineData("critical", MailState.Queued, false)]
    public void One_that_its_reader_lets_lie_goes_one_higher_once(string severity, MailState state, bool raised)
    {
        var id = Escalate($"{{\"severity\":\"{severity}\"}}").Id;
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE message SET state = ?2, created_at = created_at - 3600000 WHERE id = ?1", id, state.Word()));
        Raise();
        Raise();
        var told = _site.Operator.Ledger.Read(sql => MailStore.Queued(sql, "coordinator"));
        Assert.Equal(raised ? 1 : 0, told.Count);
        Assert.All(told, mail => Assert.StartsWith("[silent-escalation-drop] builder-1 escalated to lead-1", mail.Body));
    }

    [Fact]
    public void A_fresh_one_is_left_to_its_reader()
    {
        Escalate("""{"severity":"error"}""");
        Assert.Empty(Raise());
    }

    [Fact]
    public void What_the_operator_wrote_and_nobody_answered_is_overdue_in_status_and_in_the_list()
    {
        var id = MailSender.Send(_site.Operator, Caller.Operator, new MailSend("coordinator", "How far are you?", "?")).Id;
        MailSender.Send(_site.Operator, Caller.Operator, new MailSend("builder-1", "For your information", "no answer needed"));
        Assert.DoesNotContain(Needs(), need => need.Kind == "overdue");
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE message SET created_at = created_at - 3600000"));
        var need = Assert.Single(Needs(), need => need.Kind == "overdue");
        Assert.Equal((id, "ov nudge coordinator"), (need.Subject, need.Command));
        Assert.Equal([id], MailList.For(_site.Operator, new MailFilter(null, null, null, null, false, 10)).Messages.Where(mail => mail.Overdue == true).Select(mail => mail.Id));

        Answer("coordinator", id);
        Assert.DoesNotContain(Needs(), other => other.Kind == "overdue");
    }

    [Fact]
    public void A_question_waits_for_you_only_while_somebody_would_read_the_answer()
    {
        using (var asker = _site.Project.AgentApp("coordinator"))
        {
            MailSender.Send(asker, asker.Caller, new MailSend("operator", "May I?", "?") { Type = MailType.Question });
        }

        var coordinator = _site.Operator.Ledger.Read(sql => AgentStore.Live(sql, "coordinator"))!;
        Assert.Single(Needs(), need => need.Kind == "question");
        _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, coordinator, AgentState.Failed, "test"));
        Assert.DoesNotContain(Needs(), need => need.Kind == "question");
        _site.Project.AddAgent(_site.Run, "coordinator", "coordinator");
        Assert.Single(Needs(), need => need.Kind == "question");
    }

    [Fact]
    public void Status_puts_what_holds_work_first_and_says_what_is_held()
    {
        Escalate("""{"severity":"error"}""", to: "operator");
        Escalate("""{"severity":"critical","area":["src/export/**"]}""", to: "operator");
        var needs = Needs().Where(need => need.Kind == "escalation").ToList();
        Assert.Equal(2, needs.Count);
        Assert.Contains("src/export/** is held until you answer", needs[0].Text);
        Assert.DoesNotContain(Needs(), need => need.Kind == "mail");
    }

    [Fact]
    public void A_lead_that_a_coordinator_started_on_a_task_of_no_group_is_named_until_it_is_in_one()
    {
        var task = Task("Own the export");
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE agent SET task_id = ?2 WHERE id = ?1", _lead.Id, task.Id));
        Assert.Equal("lead-1", Assert.Single(Needs(), need => need.Kind == StatusNeeds.OrphanedAgents).Subject);
        _site.Operator.Ledger.Write(tx => Core.Groups.GroupMaker.Make(tx, Caller.Operator, "export", [task]));
        Assert.DoesNotContain(Needs(), need => need.Kind == StatusNeeds.OrphanedAgents);
    }

    private IReadOnlyList<StatusNeed> Needs() => new StatusReader(_site.Operator, all: false, null).Known().NeedsYou;

    private List<TickDecision> Raise() => [.. SilentEscalations.Raise(new TickContext(_site.Operator, false, true, null, CancellationToken.None))];

    private SentMail Escalate(string? payload, string from = "builder-1", string to = "lead-1")
    {
        using var app = _site.Project.AgentApp(from);
        return MailSender.Send(app, app.Caller, new MailSend(to, "The schema is wrong", "Every exporter needs it.", MailType.Escalation, Payload: payload));
    }

    private void Answer(string name, string id)
    {
        using var app = _site.Project.AgentApp(name);
        MailReplier.Reply(app, app.Caller, id, "seen", null);
    }

    private string Escalation(string reader) => _site.Operator.Ledger.Read(sql => MailStore.OpenEscalations(sql, reader)).Single().Id;

    private Message Mail(string id) => _site.Operator.Ledger.Read(sql => MailStore.ById(sql, id)!);

    private TaskRecord Task(string title, string? scope = null, Core.Runs.RunRecord? run = null) => _site.Operator.Ledger.Write(tx =>
        TaskAdder.Add(tx, run ?? _site.Run, new TaskDraft(title) { Scope = scope is null ? [] : [scope] }, Caller.Operator));

    private TaskReadiness Readiness(TaskRecord task) => _site.Operator.Ledger.Read(sql => TaskReadiness.For(sql, task));

    private TaskRecord Claim(TaskRecord task)
    {
        using var app = _site.Project.AgentApp("builder-1");
        return TaskClaimer.Claim(app, app.Caller, task);
    }
}
