using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.EndToEnd.Agents;

public sealed class HostTests : IDisposable
{
    private readonly Team _team = new("turns:\n  maxFailures: 3\n");

    private string Marks => _team.Box.Root;

    public void Dispose() => _team.Dispose();

    [Fact]
    public void A_turn_killed_by_the_kernel_is_a_failed_turn_and_its_mail_comes_again()
    {
        var script = $"cat > {Marks}/prompt.$(ls {Marks} | grep -c prompt); test -e {Marks}/died || {{ touch {Marks}/died; kill -9 $$; }}; {Team.Worker}";
        var task = _team.Sling("Survive here", script).GetProperty("taskId").GetString()!;
        _team.Wait(task);
        Assert.Equal("completed", _team.TaskState(task));
        Assert.Equal(2, _team.Agent("builder-1").Turn);
        Assert.Equal(1, _team.Project.Count("SELECT attempts FROM message WHERE type = 'dispatch'"));
        Assert.Contains("Dispatch: Survive here", File.ReadAllText($"{Marks}/prompt.0"));
        Assert.Contains("Dispatch: Survive here", File.ReadAllText($"{Marks}/prompt.1"));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'turn.ended' AND level = 'warn' AND text LIKE '%signal 9%'"));
    }

    [Fact]
    public void Turns_that_keep_failing_fail_the_agent_and_its_parent_is_told_once()
    {
        var task = _team.Sling("Hopeless here", "echo cannot go on >&2; exit 7").GetProperty("taskId").GetString()!;
        _team.Wait(task);
        var agent = _team.Agent("builder-1");
        Assert.Equal(AgentState.Failed, agent.State);
        Assert.Equal(3, agent.Turn);
        Assert.Contains("cannot go on", agent.StateReason);
        Assert.Equal("failed", _team.TaskState(task));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'worker_died' AND recipient = 'operator'"));
        _team.RequireSound();
    }

    [Fact]
    public void A_turn_that_ends_well_without_a_report_leaves_the_task_open()
    {
        var task = _team.Sling("Say nothing", "true").GetProperty("taskId").GetString()!;
        _team.Until("the turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("builder-1", "idle");
        Assert.Equal("in_progress", _team.TaskState(task));
        Assert.Equal(AgentState.Idle, _team.Agent("builder-1").State);
        Assert.Equal("read", _team.Project.Rows("SELECT state FROM message WHERE type = 'dispatch'", row => row.Text("state"))[0]);
    }

    [Fact]
    public void An_agent_without_a_command_boots_idle_and_is_driven_by_hand()
    {
        var task = _team.Sling("By hand", null).GetProperty("taskId").GetString()!;
        _team.Wait("builder-1", "idle");
        Assert.Equal(0, _team.Agent("builder-1").Turn);
        Assert.Contains("Dispatch: By hand", _team.Project.OvAs("builder-1", "mail", "check", "--json").Ok().Stdout);
        var worktree = _team.Project.WorktreeOf("builder-1");
        File.WriteAllText(Path.Combine(worktree, "a"), "a");
        _team.Box.Run("git", ["add", "-A"], worktree).Ok();
        _team.Box.Run("git", ["commit", "-qm", "By hand"], worktree).Ok();
        _team.Project.OvAs("builder-1", "task", "done", "--summary", "done").Ok();
        Assert.Equal("completed", _team.TaskState(task));
        _team.Until("its host left", "SELECT count(*) FROM agent WHERE state = 'completed'");
    }

    [Fact]
    public void Mail_wakes_an_idle_agent_and_what_it_was_shown_is_read()
    {
        _team.Sling("Listen here", $"cat >> {Marks}/heard; echo >> {Marks}/heard.turns");
        _team.Until("the first turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("builder-1", "idle");
        _team.Ov("mail", "send", "--to", "builder-1", "--subject", "One more thing", "--body", "Mind the gap").Ok();
        _team.Until("the mail was read", "SELECT count(*) FROM message WHERE subject = 'One more thing' AND state = 'read'");
        Assert.Contains("Mind the gap", File.ReadAllText($"{Marks}/heard"));
        Assert.Equal(2, _team.Agent("builder-1").Turn);
    }

    [Fact]
    public void A_nudge_is_mail_and_a_bell_and_never_a_second_process()
    {
        // Two starts may take longer than the debounce of half a second on a loaded machine.
        using var patient = new Team("nudge:\n  debounceMs: 10m\n");
        patient.Sling("Work slowly", $"echo $$ >> {Marks}/turns; mkfifo {Marks}/gate 2> /dev/null; cat {Marks}/gate");
        Team.LineOf($"{Marks}/turns");
        var nudge = patient.Ov("nudge", "builder-1", "Hurry", "--json").Ok().Json;
        Assert.True(nudge.GetProperty("delivered").GetBoolean());
        var again = patient.Ov("nudge", "builder-1", "Hurry", "--json").Ok().Json;
        Assert.False(again.GetProperty("delivered").GetBoolean());
        Assert.StartsWith("Debounced", again.GetProperty("reason").GetString());
        Assert.Single(File.ReadAllLines($"{Marks}/turns"));
        Assert.Equal(1, patient.Project.Count("SELECT count(*) FROM message WHERE subject = 'Nudge' AND state = 'queued' AND priority = 'high'"));
        File.WriteAllText($"{Marks}/gate", "go");
        patient.Until("the nudge came with the next turn", "SELECT count(*) FROM message WHERE subject = 'Nudge' AND state = 'delivered'");
        Assert.Equal(2, Team.LinesOf($"{Marks}/turns", 2).Length);
        patient.Ov("nudge", "nobody", "--json").Refused(3, "not-found");
        patient.Ov("stop", "builder-1").Ok();
        patient.Ov("nudge", "builder-1", "--json").Refused(4, "state");
    }

    [Fact]
    public void A_nudge_to_an_agent_whose_host_is_dead_says_that_it_is_queued()
    {
        _team.Sling("Sleep here", null);
        KillHost("builder-1");
        var nudge = _team.Ov("nudge", "builder-1", "--json").Ok().Json;
        Assert.False(nudge.GetProperty("delivered").GetBoolean());
        Assert.True(nudge.GetProperty("queued").GetBoolean());
    }

    [Fact]
    public void A_killed_host_makes_a_zombie_whose_work_a_new_incarnation_finishes()
    {
        var script = $"test -e begun || {{ echo half > begun; echo $$ > {Marks}/turn; exec sleep 1000; }}; {Team.Worker}";
        var task = _team.Sling("Take over", script).GetProperty("taskId").GetString()!;
        var turn = Team.Pid(Team.LineOf($"{Marks}/turn"));
        KillHost("builder-1");
        // The tick ends what the turn left before anybody takes its place, and starts the successor by itself.
        _team.Ov("watch", "--once").Ok();
        Assert.False(Team.Lives(turn));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM agent WHERE name = 'builder-1' AND incarnation = 1 AND state = 'zombie'"));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'worker_died'"));
        _team.Wait(task);
        Assert.Equal(2, _team.Agent("builder-1").Incarnation);
        Assert.Equal("completed", _team.TaskState(task));
        Assert.Equal("begun\nbuilder-1.txt", _team.Box.Git("diff", "--name-only", "main", _team.Agent("builder-1").Branch!));
        Assert.Single(_team.WorktreePaths());
        _team.RequireSound();
    }

    [Fact]
    public void A_restart_of_a_living_agent_replaces_it_and_keeps_uncommitted_work()
    {
        var task = _team.Sling("Replace me", $"echo mine > uncommitted; echo $$ > {Marks}/turn; exec sleep 1000").GetProperty("taskId").GetString()!;
        var turn = Team.Pid(Team.LineOf($"{Marks}/turn"));
        _team.Ov("sling", task, "--json").Refused(5, "already-claimed");
        var again = _team.Ov("sling", task, "--recover", "--exec", "cat uncommitted > ../seen", "--json").Ok().Json.GetProperty("results")[0];
        Assert.False(Team.Lives(turn));
        Assert.Equal("mine", Team.LineOf(Path.Combine(_team.Worktrees, "seen")));
        Assert.Equal(2, again.GetProperty("incarnation").GetInt32());
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM agent WHERE state = 'stopped'"));
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'worker_died'"));
    }

    [Fact]
    public void Nobody_is_stopped_for_a_restart_that_is_refused()
    {
        _team.Sling("Own the docs", null, "--files", "docs/**");
        var task = _team.Sling("Work on", null).GetProperty("taskId").GetString()!;
        _team.Ov("sling", task, "--restart", "--files", "docs/a", "--json").Refused(4, "scope-overlap");
        _team.Ov("sling", task, "--restart", "--role", "reviewer", "--json").Refused(4, "hierarchy");
        Assert.Equal(AgentState.Idle, _team.Agent("builder-2").State);
        Assert.Equal("in_progress", _team.TaskState(task));
    }

    [Fact]
    public void The_secret_of_a_replaced_incarnation_stops_working()
    {
        var task = _team.Sling("Fence me", $"echo \"$OVERSTORY_AGENT_TOKEN\" > {Marks}/token; exec sleep 1000").GetProperty("taskId").GetString()!;
        var token = Team.LineOf($"{Marks}/token");
        _team.Ov("sling", task, "--restart", "--json").Ok();
        var variables = new Dictionary<string, string> { ["OVERSTORY_AGENT_TOKEN"] = token };
        _team.Project.OvAs("builder-1", variables, ["mail", "check", "--json"]).Refused(4, "fenced");
        _team.Project.OvAs("builder-1", "mail", "check", "--json").Ok();
    }

    [Fact]
    public void A_lead_that_waits_for_its_children_is_waiting_not_completed()
    {
        var lead = _team.Sling("Lead it", "test \"$(ov task list --json | grep -c 'The part')\" != 0 || ov sling 'The part of it'", "--role", "lead", "--name", "boss").GetProperty("taskId").GetString()!;
        _team.Until("the lead waits", "SELECT count(*) FROM agent WHERE name = 'boss' AND state = 'waiting' AND turn > 0");
        Assert.Equal("in_progress", _team.TaskState(lead));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM agent WHERE parent_id IS NOT NULL AND ended_at IS NULL"));
    }

    [Fact]
    public void A_child_s_host_outlives_its_lead()
    {
        _team.Sling("Lead it", "ov sling 'A part of it' --name child", "--role", "lead", "--name", "boss");
        _team.Until("the child started", "SELECT count(*) FROM agent WHERE name = 'child' AND state = 'idle'");
        _team.Wait("boss", "idle");
        _team.Ov("stop", "boss").Ok();
        Assert.True(Core.Processes.FileLock.IsHeld(_team.Project.Files.Agent(_team.Agent("child").Id).HostLock));
        _team.Ov("nudge", "child", "--json").Ok();
    }

    [Fact]
    public void An_agent_whose_task_is_canceled_stops()
    {
        var task = _team.Sling("Never mind", null).GetProperty("taskId").GetString()!;
        _team.Ov("task", "cancel", task, "--reason", "not needed").Ok();
        _team.Ov("nudge", "builder-1");
        _team.Until("it stopped", "SELECT count(*) FROM agent WHERE state = 'stopped'");
    }

    private void KillHost(string name)
    {
        var host = Core.Processes.ProcessIdentity.Parse(_team.Agent(name).Host)!;
        Team.Kill(host.Pid);
        Team.AwaitEnd(host.Pid);
    }
}
