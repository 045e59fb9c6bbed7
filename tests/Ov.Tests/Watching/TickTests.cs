using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Tasks;
using Ov.Core.Watching;
using Ov.Tests.Support;

namespace Ov.Tests.Watching;

public sealed class TickTests : IDisposable
{
    /// <summary>A process of another boot of this machine: dead for certain.</summary>
    private const string DeadProcess = "00000000-0000-0000-0000-000000000000@1:1234:5678";

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void An_agent_whose_host_is_gone_becomes_a_zombie_and_its_task_and_mail_go_on()
    {
        var (agent, task) = DeadAgent();
        Tick();
        using var ledger = _project.OpenLedger();
        Assert.Equal(AgentState.Zombie, ledger.Read(sql => AgentStore.ById(sql, agent.Id))!.State);
        Assert.Equal(TaskState.Pending, ledger.Read(sql => TaskStore.ById(sql, task.Id))!.State);
        Assert.Equal(MailType.WorkerDied, Assert.Single(ledger.Read(sql => MailStore.Queued(sql, "operator"))).Type);
    }

    [Fact]
    public void A_second_tick_without_a_change_outside_has_no_effect()
    {
        DeadAgent();
        Lease("merge:main", DeadProcess);
        Assert.True(Tick().HasActed);
        var before = Everything();
        Assert.Empty(Tick().Decisions);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public void A_dry_run_tells_the_same_and_changes_nothing()
    {
        DeadAgent();
        Lease("merge:main", DeadProcess);
        var before = Everything();
        var planned = Tick(dryRun: true);
        Assert.False(planned.HasActed);
        Assert.Equal(before, Everything());
        Assert.Equal(planned.Decisions.Select(d => (d.Step, d.Subject, d.Action)), Tick().Decisions.Select(d => (d.Step, d.Subject, d.Action)));
    }

    [Fact]
    public void A_checkout_with_another_branch_is_told_once_with_the_run_that_lands_there()
    {
        var run = _project.AddRun("export", "feature");
        Assert.Empty(Tick().Decisions);
        _project.Git("switch", "-q", "-c", "feature");
        Assert.Equal("the checkout went from main to feature, on which run export lands", Assert.Single(Tick(dryRun: true).Decisions).Reason);
        Assert.Equal("switched", Assert.Single(Tick().Decisions).Action);
        Assert.Empty(Tick().Decisions);
        _project.Git("switch", "-q", "main");
        Assert.Equal("the checkout went from feature to main, which no run lands on", Assert.Single(Tick().Decisions).Reason);
        using var ledger = _project.OpenLedger();
        Assert.Equal([(run.Id, "main to feature"), (null, "feature to main")], ledger.Read(sql => EventQuery.After(sql, new EventFilter([], [], null, null, ["checkout.switched"], null), 0, 10)).Select(one => (one.RunId, one.Text)));
    }

    [Fact]
    public void A_step_that_fails_is_told_and_the_others_go_on()
    {
        using var app = _project.OperatorApp();
        var context = new TickContext(app, false, true, null, TestContext.Current.CancellationToken);
        var decisions = Core.Watching.Tick.Decided(
            context, [Core.Watching.Tick.Step(_ => throw new Core.OvException(Core.ErrorCode.GitFailed, "git says no")), Core.Watching.Tick.Step(_ => [new TickDecision("task", "#1", "started", "why not", true)])]);
        Assert.Equal(["tick left git says no", "task started why not"], decisions.Select(decision => $"{decision.Step} {decision.Action} {decision.Reason}"));
    }

    [Fact]
    public void A_host_that_holds_its_lock_is_left_alone_however_silent_it_is()
    {
        var (agent, _) = DeadAgent();
        Directory.CreateDirectory(_project.Files.Agent(agent.Id).Folder);
        using var host = FileLock.TryTake(_project.Files.Agent(agent.Id).HostLock)!;
        Assert.Empty(Tick().Decisions);
    }

    [Fact]
    public void A_living_processs_lease_and_intent_are_left_alone()
    {
        Lease("merge:main", ProcessIdentity.Of(1)!.ToString());
        Intent("no-such-kind", ProcessIdentity.Of(1)!.ToString());
        Assert.Empty(Tick().Decisions);
    }

    [Fact]
    public void An_intent_that_nobody_can_repair_is_said_and_keeps_nothing_else_from_being_done()
    {
        Intent("no-such-kind", DeadProcess);
        var (agent, _) = DeadAgent();
        var report = Tick();
        Assert.Contains(report.Decisions, d => d is { Step: "intent", Action: "left", Done: false } && d.Reason.Contains("no-such-kind"));
        Assert.Contains(report.Decisions, d => d is { Step: "agent", Done: true } && d.Subject == agent.Name);
    }

    [Fact]
    public void A_silent_turn_is_marked_and_its_parent_told_once_and_nothing_is_ended()
    {
        var agent = SilentAgent(out var host, out var sleeper);
        using (host)
        {
            var awake = new WatchMemory(DateTimeOffset.UtcNow.AddMinutes(-2));
            Assert.Equal("stalled", Assert.Single(Tick(memory: awake).Decisions).Action);
            Assert.Empty(Tick(memory: awake).Decisions);
            using var ledger = _project.OpenLedger();
            Assert.Equal(AgentState.Stalled, ledger.Read(sql => AgentStore.ById(sql, agent.Id))!.State);
            Assert.Equal(MailType.HealthCheck, Assert.Single(ledger.Read(sql => MailStore.Queued(sql, "operator"))).Type);
            Assert.False(sleeper.HasExited);

            ledger.Write(tx => AgentStore.Touch(tx, agent.Id));
            Assert.Equal("working again", Assert.Single(Tick(memory: awake).Decisions).Action);
        }

        sleeper.Kill();
        sleeper.WaitForExit();
    }

    [Fact]
    public void Within_a_minute_of_a_gap_silence_is_not_judged()
    {
        SilentAgent(out var host, out var sleeper);
        using (host)
        {
            Assert.Empty(Tick(memory: new WatchMemory(DateTimeOffset.UtcNow)).Decisions);
        }

        sleeper.Kill();
        sleeper.WaitForExit();
    }

    [Fact]
    public void The_watcher_leaves_by_itself_when_nothing_is_left_to_watch()
    {
        DeadAgent();
        using var app = _project.App();
        Assert.Equal(1, Watcher.Run(app, null, _ => { }, TestContext.Current.CancellationToken));
        Assert.False(FileLock.IsHeld(_project.Files.WatchLock));
    }

    [Fact]
    public void A_second_watcher_is_refused()
    {
        using var first = FileLock.TryTake(_project.Files.WatchLock)!;
        using var app = _project.App();
        var refusal = Assert.Throws<Core.OvException>(() => Watcher.Run(app, null, _ => { }, TestContext.Current.CancellationToken));
        Assert.Equal("busy", refusal.Code.Name);
    }

    private TickReport Tick(bool dryRun = false, WatchMemory? memory = null)
    {
        using var app = _project.App();
        return Core.Watching.Tick.Run(app, dryRun, memory, TestContext.Current.CancellationToken);
    }

    private (AgentRecord Agent, TaskRecord Task) DeadAgent()
    {
        var run = _project.AddRun();
        var task = _project.AddTask(run, "Work");
        var agent = _project.AddAgent(run, "builder-1", task: task);
        using var ledger = _project.OpenLedger();
        ledger.Write(tx =>
        {
            AgentStore.SetHost(tx, agent.Id, DeadProcess);
            // Tried too often to be started again by itself: these tests start no processes.
            tx.Sql.Run("UPDATE task SET attempts = ?2 WHERE id = ?1", task.Id, Redispatch.MostAttempts);
        });
        return (agent, task);
    }

    /// <summary>Its host lives, its turn is a process without children that has said nothing for an hour.</summary>
    private AgentRecord SilentAgent(out FileLock host, out System.Diagnostics.Process sleeper)
    {
        var agent = _project.AddAgent(_project.AddRun(), "builder-1");
        Directory.CreateDirectory(_project.Files.Agent(agent.Id).Folder);
        host = FileLock.TryTake(_project.Files.Agent(agent.Id).HostLock)!;
        sleeper = System.Diagnostics.Process.Start("sleep", "600");
        var turn = ProcessIdentity.Of(sleeper.Id)!.ToString();
        using var ledger = _project.OpenLedger();
        ledger.Write(tx =>
        {
            AgentStore.SetHost(tx, agent.Id, ProcessIdentity.Current().ToString());
            AgentStore.StartTurn(tx, agent.Id, 1, turn);
            tx.Sql.Run("UPDATE agent SET last_activity_at = ?2 WHERE id = ?1", agent.Id, tx.Now.AddHours(-1));
        });
        return agent;
    }

    private void Lease(string name, string process)
    {
        using var ledger = _project.OpenLedger();
        ledger.Write(tx => tx.Sql.Run("INSERT INTO lease(name, holder, process, taken_at) VALUES (?1, 'somebody', ?2, ?3)", name, process, tx.Now));
    }

    private void Intent(string kind, string owner)
    {
        using var ledger = _project.OpenLedger();
        ledger.Write(tx => tx.Sql.Run("UPDATE intent SET owner = ?2 WHERE id = ?1", Intents.Open(tx, kind, "thing-1", "{}"), owner));
    }

    /// <summary>Every row that a tick could change, as text.</summary>
    private string Everything()
    {
        using var ledger = _project.OpenLedger();
        string[] tables = ["agent", "task", "message", "event", "lease", "intent", "meta"];
        return string.Join('\n', tables.Select(table => ledger.Read(sql => $"{table}: {sql.Number($"SELECT count(*) FROM {table}")}")))
            + ledger.Read(sql => string.Join(' ', sql.All("SELECT id || state AS line FROM agent UNION ALL SELECT id || state FROM task UNION ALL SELECT id || state FROM message UNION ALL SELECT id || owner FROM intent UNION ALL SELECT key || value FROM meta", row => row.Text("line"))));
    }
}
