using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Mail;

/// <summary>Mail is deleted for good by nobody but the operator, and never what somebody still has to see.</summary>
public sealed class MailPurgeTests : IDisposable
{
    private static readonly MailPurge All = new(true, null, null, false);

    private readonly TestProject _project = TestProject.Create();
    private readonly OvApp _operator;

    public MailPurgeTests()
    {
        var run = _project.AddRun();
        _project.AddAgent(run, "lead-1", "lead");
        _project.AddAgent(run, "builder-1");
        var other = _project.AddRun("run-2", "other");
        _project.AddAgent(other, "stranger");
        _operator = Sure();
        Put("msg-old", "lead-1", "builder-1", "read", days: 40);
        Put("msg-new", "builder-1", "lead-1", "read", days: 1);
        Put("msg-answered", "builder-1", "operator", "answered", days: 40, type: "question");
        Put("msg-asked", "builder-1", "operator", "read", days: 40, type: "question");
        Put("msg-queued", "lead-1", "builder-1", "queued", days: 40);
        Put("msg-held", "lead-1", "builder-1", "delivered", days: 40);
        Put("msg-dead", "stranger", "gone", "dead", days: 40, run: other.Id);
    }

    public void Dispose()
    {
        _operator.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void What_somebody_still_has_to_see_or_to_answer_stays()
    {
        var purged = Purge(All);
        Assert.Equal((4, 3), (purged.Purged, purged.Kept));
        Assert.Equal(["msg-asked", "msg-held", "msg-queued"], Left());
    }

    [Fact]
    public void What_a_turn_has_in_its_hands_stays_even_when_everything_is_to_go()
    {
        Assert.Equal((6, 1), (Purge(All with { Unread = true }) is var purged ? purged.Purged : 0, purged.Kept));
        Assert.Equal(["msg-held"], Left());
    }

    [Fact]
    public void Days_parties_and_runs_narrow_it_down()
    {
        Assert.Equal(1, Purge(new MailPurge(false, null, "gone", false)).Purged);
        Assert.Equal(2, Purge(new MailPurge(false, 30, "Builder-1", false)).Purged);
        Assert.Equal(["msg-asked", "msg-held", "msg-new", "msg-queued"], Left());
        Assert.Equal(0, Purge(new MailPurge(false, 30, null, false)).Purged);
        Assert.Equal(1, Purge(new MailPurge(false, null, "lead-1", false)).Purged);
    }

    [Fact]
    public void A_run_narrows_it_down()
    {
        using var app = Sure("run-2");
        Assert.Equal(1, MailPurger.Purge(app, Caller.Operator, All).Purged);
        Assert.DoesNotContain("msg-dead", Left());
    }

    [Fact]
    public void Without_confirmation_it_names_the_number_and_deletes_nothing()
    {
        using var app = _project.OperatorApp();
        var refused = Refusal.Of(ErrorCode.NeedsConfirmation, () => MailPurger.Purge(app, Caller.Operator, All));
        Assert.Contains("4 messages", refused.Message, StringComparison.Ordinal);
        Assert.Equal(7, Left().Count);
        Assert.Equal(0, MailPurger.Purge(app, Caller.Operator, new MailPurge(false, 1000, null, false)).Purged);
    }

    [Fact]
    public void Only_the_operator_deletes_mail()
    {
        using var agent = _project.AgentApp("lead-1");
        Refusal.Of(ErrorCode.NotOperator, () => MailPurger.Purge(agent, agent.Caller, All));
        using var desk = _project.App();
        Refusal.Of(ErrorCode.NotOperator, () => MailPurger.Purge(desk, desk.Caller, All));
        Assert.Equal(7, Left().Count);
    }

    [Fact]
    public void What_is_asked_for_has_to_make_sense()
    {
        Refusal.Of(ErrorCode.Usage, () => Purge(new MailPurge(false, null, null, true)));
        Refusal.Of(ErrorCode.Usage, () => Purge(new MailPurge(false, 0, null, false)));
        Assert.Contains("lead-1", Refusal.Of(ErrorCode.NotFound, () => Purge(new MailPurge(false, null, "laed-1", false))).Message, StringComparison.Ordinal);
        Assert.Equal(0, Purge(new MailPurge(false, int.MaxValue, null, false)).Purged);
    }

    [Fact]
    public void What_was_deleted_is_found_by_no_search_and_the_record_of_it_stays()
    {
        Purge(new MailPurge(false, null, "gone", false));
        Assert.Empty(MailSearch.For(_operator, ["dead"], new MailFilter(null, null, null, null, false, 10), null, null).Results);
        Assert.NotEmpty(MailSearch.For(_operator, ["old"], new MailFilter(null, null, null, null, false, 10), null, null).Results);
        var record = _operator.Ledger.Read(sql => EventStore.Newest(sql, 1))[0];
        Assert.Equal(("mail.purged", "operator"), (record.Type, record.Actor));
        Assert.Contains("1 messages of gone", record.Text, StringComparison.Ordinal);
        Assert.Empty(_operator.Ledger.CheckIntegrity());
    }

    private PurgedMail Purge(MailPurge asked) => MailPurger.Purge(_operator, Caller.Operator, asked);

    private OvApp Sure(string? run = null) => new(_project.Environment(), new OvOptions(null, run, false, false, false, false, true, "never"));

    private List<string> Left() => _operator.Ledger.Read(sql => sql.All("SELECT id FROM message ORDER BY id", row => row.Text("id")));

    private void Put(string id, string from, string to, string state, int days, string type = "status", string? run = null) => _operator.Ledger.Write(tx => tx.Sql.Run(
        """
        INSERT INTO message(id, thread_id, run_id, sender, recipient, addressed_to, type, priority, subject, body, state, claim_id, created_at)
        VALUES (?1, ?1, ?2, ?3, ?4, ?4, ?5, 'normal', ?6, 'text', ?7, ?8, ?9)
        """,
        id, run, from, to, type, id[4..], state, state == "delivered" ? "claim-1" : null, tx.Now.AddDays(-days)));
}
