using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Notes;
using Ov.Core.Priming;
using Ov.Tests.Support;

namespace Ov.Tests.Priming;

public sealed class PrimeTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public PrimeTests()
    {
        var run = _project.AddRun();
        var need = _project.AddTask(run, "The base");
        var task = _project.AddTask(run, "Fix the login", need);
        var lead = _project.AddAgent(run, "lead-1", "lead");
        _project.AddAgent(run, "builder-1", task: task, parent: lead);
        _project.AddAgent(run, "builder-2", parent: lead);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void An_agent_is_told_its_task_its_place_its_siblings_and_how_things_stand()
    {
        Send("builder-1");
        using var app = _project.AgentApp("builder-1");
        var prime = Primer.For(app, app.Caller, compact: false);
        Assert.Equal("builder-1", prime.Agent);
        Assert.All(
            ["You are builder-1, a builder", "Task 2: Fix the login", "builder-2", "It needs task 1 (The base): pending", "1 unread: ov mail check", "--to lead-1 --type worker_done"],
            expected => Assert.Contains(expected, prime.Context, StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_agent_is_told_that_there_are_notes_but_not_what_they_say()
    {
        using var app = _project.AgentApp("builder-1");
        string Context() => Primer.For(app, app.Caller, compact: true).Context;
        Assert.DoesNotContain("ov note list", Context(), StringComparison.Ordinal);
        using var lead = _project.AgentApp("lead-1");
        NoteWriter.Write(lead, lead.Caller, new NoteDraft("plan-login", "First the form."));
        Assert.Contains("The run has notes: ov note list", Context(), StringComparison.Ordinal);
        Assert.DoesNotContain("First the form.", Context(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_desk_is_told_what_runs_and_what_needs_somebody()
    {
        Send("operator", MailType.Question);
        using var app = _project.OperatorApp();
        var prime = Primer.For(app, app.Caller, compact: true);
        Assert.All(
            ["# Project project", "run-1, which lands on main: active", "lead-1 (lead): working", "builder-2 asks: subject (ov mail answer msg-"],
            expected => Assert.Contains(expected, prime.Context, StringComparison.Ordinal));
    }

    [Fact]
    public void Reading_it_writes_nothing_and_acknowledges_nothing()
    {
        Send("builder-1");
        using var app = _project.AgentApp("builder-1");
        var before = app.Ledger.Read(EventStore.LastSequence);
        Primer.For(app, app.Caller, compact: true);
        Assert.Equal(before, app.Ledger.Read(EventStore.LastSequence));
        Assert.Equal(1, app.Ledger.Read(sql => MailStore.CountQueued(sql, "builder-1")));
    }

    private void Send(string to, MailType type = MailType.Status)
    {
        using var app = _project.AgentApp("builder-2");
        MailSender.Send(app, app.Caller, new MailSend(to, "subject", "body", type));
    }
}
