using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Tests.Support;

namespace Ov.Tests.Mail;

public sealed class MailClaimTests : IDisposable
{
    private const string DeadProcess = "no-such-boot@1:1:1";
    private readonly TestProject _project = TestProject.Create();
    private readonly OvLedger _ledger;
    private readonly AgentRecord _reader;

    public MailClaimTests()
    {
        _reader = _project.AddAgent(_project.AddRun(), "reader");
        _ledger = _project.OpenLedger();
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void A_claim_takes_everything_oldest_first_and_leaves_nothing_for_a_second_one()
    {
        var sent = Send(3);
        var first = Claim(Me);
        Assert.Equal(sent, first.Messages.Select(message => message.Id));
        Assert.True(Claim(Me).IsEmpty);
    }

    [Fact]
    public void A_released_message_keeps_its_place_and_counts_an_attempt()
    {
        var sent = Send(2);
        var claim = Claim(Me);
        var later = Send(1);
        Assert.Equal(2, _ledger.Write(tx => MailClaims.Release(tx, claim.ClaimId, "test")));
        var again = Claim(Me);
        Assert.Equal(sent.Concat(later), again.Messages.Select(message => message.Id));
        Assert.Equal([1, 1, 0], again.Messages.Select(message => message.Attempts));
    }

    [Fact]
    public void What_was_acknowledged_cannot_come_back()
    {
        Send(1);
        var claim = Claim(DeadProcess);
        Assert.Equal(1, _ledger.Write(tx => MailClaims.Acknowledge(tx, claim.ClaimId)));
        Assert.Equal(0, _ledger.Write(tx => MailClaims.Release(tx, claim.ClaimId, "test")));
        Assert.Empty(_ledger.Write(tx => MailClaims.ReleaseDead(tx, _ledger.Files)));
        Assert.True(Claim(Me).IsEmpty);
    }

    [Fact]
    public void A_dead_claimers_mail_goes_back_once_and_a_living_ones_never()
    {
        Send(1);
        Assert.False(Claim(DeadProcess).IsEmpty);
        Send(1);
        Assert.False(Claim(Me).IsEmpty);

        Assert.Equal(1, Assert.Single(_ledger.Write(tx => MailClaims.ReleaseDead(tx, _ledger.Files))).Count);
        Assert.Empty(_ledger.Write(tx => MailClaims.ReleaseDead(tx, _ledger.Files)));
        Assert.Single(Claim(Me).Messages);
    }

    [Fact]
    public void Mail_shown_by_a_hook_is_read_only_when_the_same_session_calls_again()
    {
        var id = Send(1).Single();
        ForSession(Me);
        Assert.Equal(MailState.Delivered, StateOf(id));

        Assert.Equal(0, _ledger.Write(tx => MailClaims.AcknowledgeShown(tx, "reader", DeadProcess)));
        Assert.Equal(MailState.Delivered, StateOf(id));
        Assert.Equal(1, _ledger.Write(tx => MailClaims.AcknowledgeShown(tx, "reader", Me)));
        Assert.Equal(MailState.Read, StateOf(id));
    }

    [Fact]
    public void Mail_that_a_dying_session_was_shown_comes_back()
    {
        var id = Send(1).Single();
        ForSession(DeadProcess);
        _ledger.Write(tx => MailClaims.ReleaseDead(tx, _ledger.Files));
        Assert.Equal(id, Claim(Me).Messages.Single().Id);
    }

    [Fact]
    public void A_plain_claim_is_not_acknowledged_by_what_a_hook_has_shown()
    {
        var id = Send(1).Single();
        Claim(Me);
        Assert.Equal(0, _ledger.Write(tx => MailClaims.AcknowledgeShown(tx, "reader")));
        Assert.Equal(MailState.Delivered, StateOf(id));
    }

    [Fact]
    public void An_empty_inbox_is_checked_without_waiting_for_a_writer()
    {
        using var app = _project.AgentApp("reader");
        var caller = app.Caller;
        using var somebodyWrites = FileLock.TryTake(_ledger.Files.WriteLock);
        Assert.Equal(0, MailChecker.Check(app, caller).Count);
        Assert.Equal(0, MailChecker.CheckForHook(app, caller).Count);
    }

    [Fact]
    public void The_hook_form_shows_each_message_once_and_acknowledges_at_its_next_call()
    {
        var id = Send(1).Single();
        using var app = _project.AgentApp("reader");
        var shown = MailChecker.CheckForHook(app, app.Caller);
        Assert.Equal(1, shown.Count);
        Assert.Equal(MailState.Delivered, StateOf(id));
        MailChecker.ShownToSession(app, app.Caller, shown);
        Assert.Equal("", MailChecker.CheckForHook(app, app.Caller).Text);
        Assert.Equal(MailState.Read, StateOf(id));
    }

    [Fact]
    public void In_the_middle_of_a_turn_a_hook_takes_only_what_is_pressing_and_leaves_the_rest()
    {
        var calm = Send(1).Single();
        using var app = _project.AgentApp("reader");
        Assert.Equal("", MailChecker.CheckForHook(app, app.Caller, urgent: true).ClaimId);
        var pressing = _ledger.Write(tx => Mailbox.Deliver(tx, _ledger.Files, new MailDraft("sender", "reader", MailType.Status, "Now", "At once") { RecipientId = _reader.Id, Priority = MailPriority.High }).Id);
        Assert.Equal([pressing], MailChecker.CheckForHook(app, app.Caller, urgent: true).Messages.Select(message => message.Id));
        Assert.Equal((MailState.Queued, MailState.Delivered), (StateOf(calm), StateOf(pressing)));
    }

    [Fact]
    public void What_a_hook_claimed_but_did_not_show_is_not_acknowledged_by_the_sessions_next_hook()
    {
        var id = Send(1).Single();
        using var app = _project.AgentApp("reader");
        // This hook dies before it writes.
        Assert.Equal(1, MailChecker.CheckForHook(app, app.Caller).Count);
        MailChecker.CheckForHook(app, app.Caller);
        Assert.Equal(MailState.Delivered, StateOf(id));
    }

    [Fact]
    public void Output_that_could_not_be_written_gives_the_mail_back()
    {
        var id = Send(1).Single();
        using var app = _project.AgentApp("reader");
        MailChecker.NotShown(app, MailChecker.Check(app, app.Caller));
        Assert.Equal(MailState.Queued, StateOf(id));
    }

    [Theory]
    [InlineData("SELECT 1 FROM message WHERE recipient = ?1 AND state = 'queued' LIMIT 1", "message_inbox")]
    [InlineData("SELECT seq FROM message WHERE recipient = ?1 AND state = 'queued' ORDER BY seq LIMIT ?5", "message_inbox")]
    [InlineData("SELECT * FROM message WHERE claim_id = ?1 ORDER BY seq", "message_claim")]
    [InlineData("SELECT * FROM message WHERE recipient_id = ?1 AND state IN ('queued', 'delivered') ORDER BY seq", "message_open")]
    [InlineData("SELECT * FROM message WHERE sender = ?1 AND idempotency_key = ?2 ORDER BY +seq", "message_key")]
    [InlineData("SELECT * FROM message WHERE id >= ?1 AND id < ?2 ORDER BY seq LIMIT ?3", "sqlite_autoindex_message_1")]
    public void Hot_questions_are_answered_from_an_index(string question, string index)
    {
        var plan = _ledger.Read(sql => sql.All("EXPLAIN QUERY PLAN " + question, row => row.Text("detail")));
        Assert.Contains(plan, step => step.Contains("SEARCH", StringComparison.Ordinal) && step.Contains(index, StringComparison.Ordinal));
    }

    private static string Me => ProcessIdentity.Current().ToString();

    private List<string> Send(int count) => [.. Enumerable.Range(0, count).Select(i => _ledger.Write(tx =>
        Mailbox.Deliver(tx, _ledger.Files, new MailDraft("operator", "reader", MailType.Status, $"s{i}", "b")).Id))];

    private MailClaim Claim(string claimer) => _ledger.Write(tx => MailClaims.Claim(tx, "reader", _reader, claimer));

    private void ForSession(string session) => _ledger.Write(tx => MailClaims.ShownTo(tx, MailClaims.Claim(tx, "reader", _reader, Me, 10).ClaimId, session));

    private MailState StateOf(string id) => _ledger.Read(sql => MailStore.ById(sql, id)!.State);
}
