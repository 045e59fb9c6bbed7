using System.Diagnostics;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Tasks;
using Ov.Core.Watching;
using Ov.Tests.Support;

namespace Ov.Tests.Watching;

public sealed class LadderTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly List<Process> _started = [];
    private FileLock? _host;

    public void Dispose()
    {
        _host?.Dispose();
        foreach (var process in _started)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _project.Dispose();
    }

    [Fact]
    public void A_stalled_agent_is_nudged_then_its_lead_is_asked_then_it_is_ended_for_a_restart_with_its_task_free_again()
    {
        var agent = Stalled("sleep", "600");
        Assert.Equal("nudged", Later());
        Assert.Single(Mail("builder-1"), mail => mail.Subject == "Nudge");
        Assert.Equal("asked about", Later());
        Assert.Contains("ov stop builder-1 && ov sling", Assert.Single(Mail("lead-1")).Body);
        Assert.Equal("ended to be restarted", Later());
        using var ledger = _project.OpenLedger();
        Assert.Equal(AgentState.Zombie, ledger.Read(sql => AgentStore.ById(sql, agent.Id))!.State);
        Assert.Equal(TaskState.Pending, ledger.Read(sql => TaskStore.ById(sql, agent.TaskId!))!.State);
        Assert.All(_started, process => Assert.True(process.WaitForExit(60_000)));
        Assert.Equal(["nudge", "ask", "restart"], ledger.Read(sql => sql.All("SELECT subject FROM event WHERE type = 'agent.ladder' ORDER BY seq", row => row.Text("subject"))));
    }

    [Fact]
    public void Who_is_silent_but_uses_the_processor_is_never_ended()
    {
        Stalled("sh", "-c", "while :; do :; done");
        Later();
        Later();
        var (turn, began) = (ProcessIdentity.Of(_started[1].Id)!, Stopwatch.GetTimestamp());
        var before = ProcessTime.OfTree(turn);
        Assert.True(SpinWait.SpinUntil(() => ProcessTime.OfTree(turn) - before > 50 + (Stopwatch.GetElapsedTime(began).TotalMilliseconds * 0.02), TimeSpan.FromSeconds(60)));
        Assert.Equal("left to the operator", Later());
        Assert.Contains(Mail("operator"), mail => mail.Subject == "builder-1 is stuck");
        Assert.Null(Later());
        Assert.All(_started, process => Assert.False(process.HasExited));
    }

    [Theory]
    [InlineData("RETRY: it may only need a push", "retry", "Nudge", AgentState.Stalled)]
    [InlineData("extend", "extend", "Nudge", AgentState.Stalled)]
    [InlineData("terminate", "terminate", "Nudge", AgentState.Zombie)]
    [InlineData("I would either retry or terminate it.", "none", "", AgentState.Stalled)]
    [InlineData("$(exit 3)", "none", "", AgentState.Stalled)]
    public void Before_the_operator_a_program_is_asked_once_and_only_one_of_three_words_counts(string answer, string verdict, string last, AgentState state)
    {
        var agent = Stalled("sleep", "600");
        Approve($"cat >{_project.Folder}/asked; echo {(answer[0] == '$' ? answer : $"'{answer}'")}{(answer[0] == '$' ? " || true; exit 3" : "")}");
        Later();
        Later();
        Assert.Equal("asked a program about", Later());
        Assert.Equal([verdict], Read("SELECT subject AS what FROM event WHERE type = 'agent.triaged'"));
        Assert.Equal([state.Word()], Read($"SELECT state AS what FROM agent WHERE id = '{agent.Id}'"));
        Assert.Contains("=== fence-", File.ReadAllText(Path.Combine(_project.Folder, "asked")));
        Assert.Equal(last == "" ? 1 : 0, Mail("operator").Count(mail => mail.Subject == "builder-1 is stuck"));
        if (verdict == "retry")
        {
            Assert.Equal(2, Mail("builder-1").Count(mail => mail.Subject == "Nudge"));
            // It is asked about once only.
            Assert.Equal("left to the operator", Later());
        }
        else if (verdict == "extend")
        {
            Assert.Null(Later());
        }
        else if (verdict == "terminate")
        {
            Assert.Equal(["failed"], Read($"SELECT state AS what FROM task WHERE id = '{agent.TaskId}'"));
        }
    }

    [Fact]
    public void Who_is_busy_is_not_ended_on_a_programs_word_and_a_program_that_nobody_approved_is_not_asked()
    {
        var agent = Stalled("sh", "-c", "while :; do :; done");
        Settings("watch:\n  rungMs: 1\n  restartStalled: false\n  triage: [{command: 'echo terminate'}]\n");
        Later();
        Later();
        Assert.Equal("left to the operator", Later());
        Assert.Empty(Read("SELECT subject AS what FROM event WHERE type = 'agent.triaged'"));

        using (var ledger = _project.OpenLedger())
        {
            ledger.Write(tx =>
            {
                tx.Sql.Run("UPDATE ladder SET rung = 'ask', cpu = -1000000000");
                tx.Sql.Run("DELETE FROM message");
            });
        }

        Approve("echo terminate");
        Assert.Equal("asked a program about", Later());
        Assert.Equal([AgentState.Stalled.Word()], Read($"SELECT state AS what FROM agent WHERE id = '{agent.Id}'"));
        Assert.All(_started, process => Assert.False(process.HasExited));
    }

    [Fact]
    public void A_program_is_asked_no_more_often_than_the_settings_say()
    {
        Stalled("sleep", "600");
        Approve("echo retry", "  triagePerDay: 1\n");
        using (var ledger = _project.OpenLedger())
        {
            ledger.Write(tx => tx.Record(new EventDraft("agent.triaged")));
        }

        Later();
        Later();
        Assert.Equal("left to the operator", Later());
    }

    [Fact]
    public void One_that_moved_begins_again_at_the_first_rung()
    {
        var agent = Stalled("sleep", "600");
        Assert.Equal("nudged", Later());
        using (var ledger = _project.OpenLedger())
        {
            ledger.Write(tx => tx.Sql.Run("UPDATE agent SET last_activity_at = last_activity_at + 1 WHERE id = ?1", agent.Id));
        }

        Assert.Equal("nudged", Later());
    }

    [Fact]
    public void Restarted_agents_that_die_again_and_again_stop_all_restarts_and_the_operator_is_told_once()
    {
        var run = _project.AddRun();
        for (var number = 1; number <= 5; number++)
        {
            Die(_project.AddAgent(run, $"builder-{number}"));
        }

        Assert.Equal("stopped", Assert.Single(Tick().Decisions).Action);
        Assert.Empty(Tick().Decisions);
        Assert.Contains("nothing is restarted", Assert.Single(Mail("operator"), mail => mail.Subject == "Restarts have been stopped").Body);
    }

    /// <summary>Its host and its turn are processes of their own, its lead lives, and its run has ended so that nothing is started anew.</summary>
    private AgentRecord Stalled(string program, params string[] arguments)
    {
        _project.Write(".overstory/config.yaml", "watch:\n  rungMs: 1\n");
        var run = _project.AddRun();
        var lead = _project.AddAgent(run, "lead-1", "lead");
        var agent = _project.AddAgent(run, "builder-1", task: _project.AddTask(run, "Work"), parent: lead);
        Directory.CreateDirectory(_project.Files.Agent(agent.Id).Folder);
        _host = FileLock.TryTake(_project.Files.Agent(agent.Id).HostLock)!;
        _started.Add(Process.Start("sleep", "600"));
        // A turn is a session of its own.
        _started.Add(Process.Start("setsid", [program, .. arguments]));
        using var ledger = _project.OpenLedger();
        ledger.Write(tx =>
        {
            AgentStore.SetHost(tx, agent.Id, ProcessIdentity.Of(_started[0].Id)!.ToString());
            AgentStore.StartTurn(tx, agent.Id, 1, ProcessIdentity.Of(_started[1].Id)!.ToString());
            AgentStore.Move(tx, AgentStore.ById(tx.Sql, agent.Id)!, AgentState.Stalled, "watch", "it shows nothing");
            tx.Sql.Run("UPDATE agent SET last_activity_at = ?2, state_since = ?2 WHERE id = ?1", agent.Id, tx.Now.AddHours(-1));
            tx.Sql.Run("UPDATE run SET state = 'completed'");
            tx.Sql.Run("UPDATE agent SET host = ?2 WHERE id = ?1", lead.Id, ProcessIdentity.Current().ToString());
        });
        return ledger.Read(sql => AgentStore.ById(sql, agent.Id))!;
    }

    private void Die(AgentRecord agent)
    {
        using var ledger = _project.OpenLedger();
        ledger.Write(tx => tx.Sql.Run("UPDATE agent SET created_by = 'watch', state = 'zombie', ended_at = ?2 WHERE id = ?1", agent.Id, tx.Now));
    }

    /// <summary>What one more tick did for the agent, a minute later than the last.</summary>
    private string? Later()
    {
        using (var ledger = _project.OpenLedger())
        {
            ledger.Write(tx => tx.Sql.Run("UPDATE ladder SET at = at - 2"));
        }

        return Tick().Decisions.SingleOrDefault(decision => decision.Subject == "builder-1")?.Action;
    }

    /// <summary>Restarts are off, so that the last rung comes at once.</summary>
    private void Approve(string command, string more = "")
    {
        Settings($"watch:\n  rungMs: 1\n  restartStalled: false\n{more}  triage: [{{command: \"{command}\"}}]\n");
        using var app = _project.App();
        TrustStore.For(app.Environment.Variables).Approve(_project.Root, app.Config.Watch.Triage!, true);
    }

    private void Settings(string text) => _project.Write(".overstory/config.yaml", text);

    private List<string> Read(string sql)
    {
        using var ledger = _project.OpenLedger();
        return ledger.Read(reader => reader.All(sql, row => row.Text("what")));
    }

    private TickReport Tick()
    {
        using var app = _project.App();
        return Core.Watching.Tick.Run(app, false, new WatchMemory(DateTimeOffset.UtcNow.AddMinutes(-2)), TestContext.Current.CancellationToken);
    }

    private List<Message> Mail(string reader)
    {
        using var ledger = _project.OpenLedger();
        return ledger.Read(sql => MailStore.Queued(sql, reader));
    }
}
