using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Mail;
using Ov.Tests.Support;

namespace Ov.Tests.Agents;

public sealed class AgentNudgerTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public AgentNudgerTests() => _project.AddAgent(_project.AddRun(), "builder-1");

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_second_nudge_at_once_is_none_unless_it_is_forced()
    {
        using var app = _project.OperatorApp();
        NudgeOutcome Nudge(bool force) => AgentNudger.Nudge(app, app.Caller, "builder-1", "Hurry up", force);
        Assert.NotNull(Nudge(force: false).MessageId);
        Assert.Equal(("Debounced: nudge sent too recently", null), (Nudge(force: false).Reason, Nudge(force: false).MessageId));
        Assert.NotNull(Nudge(force: true).MessageId);
        var sent = app.Ledger.Read(sql => MailStore.Queued(sql, "builder-1"));
        Assert.Equal([MailPriority.High, MailPriority.High], sent.Select(mail => mail.Priority));
        Assert.StartsWith("[NUDGE from operator] Hurry up", sent[0].Body);
    }

    [Fact]
    public void Nobody_hears_one_who_has_ended()
    {
        using var app = _project.OperatorApp();
        app.Ledger.Write(tx => AgentStore.Move(tx, AgentStore.Live(tx.Sql, "builder-1")!, AgentState.Stopped, "operator", "enough"));
        Assert.Equal(ErrorCode.State, Assert.Throws<OvException>(() => AgentNudger.Nudge(app, app.Caller, "builder-1", null, force: true)).Code);
    }
}
