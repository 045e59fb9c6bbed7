using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Mail;
using Ov.Core.Notes;
using Ov.Core.Tasks;
using Ov.Tests.Support;

namespace Ov.Tests.Agents;

/// <summary>Who may have a conversation begin anew, and when; the new one itself is in TurnEngineTests.</summary>
public sealed class AgentCompactorTests : IDisposable
{
    private const int Window = 200_000;

    private readonly TestProject _project = TestProject.Create();
    private readonly AgentRecord _lead;
    private readonly AgentRecord _builder;

    public AgentCompactorTests()
    {
        var run = _project.AddRun();
        _lead = _project.AddAgent(run, "lead-1", "lead");
        _builder = _project.AddAgent(run, "builder-1", task: _project.AddTask(run, "Export it"), parent: _lead);
        _project.AddAgent(run, "builder-2", parent: _lead);
        Set("session = 's-1', context_used = 150000");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void An_agent_gives_its_own_checkpoint_and_the_turn_it_is_in_is_the_last_of_the_old_conversation()
    {
        using var app = _project.AgentApp("builder-1");
        var outcome = Compact(app, "Goal: export. Next: quoting.");
        Assert.Equal((75, null), (outcome.Percent, outcome.MessageId));
        Assert.Equal("Goal: export. Next: quoting.", app.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Checkpoint, "builder-1", _builder.RunId))!.Body.TrimEnd());
        Assert.True(Settle(app, began: -60));
        Assert.Null(Now(app).Session);
        Assert.False(Settle(app, began: 60));
        var attempt = Assert.Single(app.Ledger.Read(sql => TaskAttemptStore.Of(sql, _builder.TaskId!)));
        Assert.Equal((AttemptStatus.Continue, "how far it came: ov note show builder-1 --kind checkpoint (Goal: export. Next: quoting.)"), (attempt.Status, attempt.Caveats));
        Assert.Equal((0, 0), (app.Ledger.Read(sql => TaskAttemptStore.Failures(sql, TaskStore.ById(sql, _builder.TaskId!)!)), app.Ledger.Read(sql => TaskAttemptStore.Failed(sql, 9).Count)));
    }

    [Fact]
    public void Who_is_above_it_has_it_asked_and_the_turn_that_was_running_then_is_not_the_last()
    {
        using var app = _project.AgentApp("lead-1");
        var outcome = Compact(app, null);
        Assert.Null(outcome.CheckpointId);
        var mail = Assert.Single(app.Ledger.Read(sql => MailStore.Queued(sql, "builder-1")));
        Assert.Contains("ov note write builder-1 --kind checkpoint", mail.Body);
        Assert.True(app.Ledger.Read(sql => MailStore.HasWaking(sql, "builder-1", merged: false)));
        Assert.False(Settle(app, began: -60));
        Assert.Equal("s-1", Now(app).Session);
        Assert.True(Settle(app, began: 60));
        Assert.Null(Now(app).Session);
    }

    [Theory]
    [InlineData("builder-1", null, "", "usage")]
    [InlineData("builder-1", "   ", "", "usage")]
    [InlineData("builder-2", null, "", "hierarchy")]
    [InlineData("lead-1", "mine", "", "usage")]
    [InlineData("lead-1", null, "session = NULL", "state")]
    [InlineData("lead-1", null, "terminal = 1", "state")]
    [InlineData("lead-1", null, "desk = 1", "state")]
    [InlineData("lead-1", null, "context_used = 99999", "state")]
    [InlineData("lead-1", null, "state = 'stopped', ended_at = 1", "state")]
    public void What_cannot_be_is_refused_and_changes_nothing(string caller, string? text, string row, string code)
    {
        if (row.Length > 0)
        {
            Set(row);
        }

        using var app = _project.AgentApp(caller);
        Assert.Equal(code, Assert.Throws<OvException>(() => Compact(app, text)).Code.Name);
        Assert.Null(app.Ledger.Read(sql => AgentStore.CompactAt(sql, _builder.Id)));
        Assert.Empty(app.Ledger.Read(sql => MailStore.Queued(sql, "builder-1")));
    }

    [Fact]
    public void Force_goes_where_little_is_used_and_so_does_a_runtime_that_does_not_tell()
    {
        using var app = _project.OperatorApp();
        Set("context_used = 10");
        AgentCompactor.Compact(app, app.Caller, "builder-1", null, force: true);
        Set("context_used = NULL, compact_at = NULL");
        Assert.Null(Compact(app, null).Percent);
    }

    private static CompactOutcome Compact(OvApp app, string? text) => AgentCompactor.Compact(app, app.Caller, "builder-1", text, force: false);

    /// <param name="began">Seconds after now.</param>
    private bool Settle(OvApp app, int began) => app.Ledger.Write(tx =>
        AgentCompactor.Settle(tx, _project.Files, new ClaimedTurn(_builder, 2, new MailClaim("claim-1", []), "word", tx.Now.AddSeconds(began))));

    private AgentRecord Now(OvApp app) => app.Ledger.Read(sql => AgentStore.ById(sql, _builder.Id))!;

    private void Set(string columns)
    {
        using var ledger = _project.OpenLedger();
        ledger.Write(tx => tx.Sql.Run($"UPDATE agent SET context_window = {Window}, {columns} WHERE name = 'builder-1'"));
    }
}
