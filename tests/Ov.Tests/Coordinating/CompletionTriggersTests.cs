using Ov.Core.Config;
using Ov.Core.Coordinating;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Tests.Tasks;

namespace Ov.Tests.Coordinating;

/// <summary>When a coordinator may end by itself: all that is enabled is met, and something is.</summary>
public sealed class CompletionTriggersTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void With_nothing_enabled_it_never_ends_although_all_is_done() => Assert.False(Complete("{}"));

    [Fact]
    public void An_empty_tracker_is_one_without_unfinished_tasks()
    {
        Assert.True(Complete("{ taskTrackerEmpty: true }"));
        _site.Add("Left over");
        Assert.False(Complete("{ taskTrackerEmpty: true }"));
    }

    [Fact]
    public void A_shutdown_is_what_its_mail_asks_for_and_all_that_are_enabled_must_be_met()
    {
        var coordinator = _site.Project.AddAgent(_site.Run, "coordinator", "coordinator");
        bool Ends(string triggers) => Complete(triggers, "coordinator");
        Assert.False(Ends("{ onShutdownSignal: true }"));
        MailSender.Send(_site.Operator, _site.Operator.Caller, new MailSend(coordinator.Name, "Shutdown, please", "We are done.", MailType.Status));
        Assert.True(Ends("{ onShutdownSignal: true }"));
        _site.Add("Left over");
        Assert.False(Ends("{ onShutdownSignal: true, taskTrackerEmpty: true }"));
    }

    private bool Complete(string triggers, string? coordinator = null)
    {
        var settings = ConfigReader.Parse("/p/app", $"coordinator:\n  exitTriggers: {triggers}\n").Coordinator;
        return _site.Operator.Ledger.Read(sql => CompletionTriggers.Of(sql, settings, _site.Run, coordinator is null ? null : Core.Agents.AgentStore.Live(sql, coordinator))).Complete;
    }
}
