using Ov.Core.Ledger;

namespace Ov.EndToEnd.Agents;

/// <summary>Agents that coordinate: they rest, wake by mail, start leads only, and leave the user's checkout alone.</summary>
public sealed class CoordinatorTests : IDisposable
{
    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void A_coordinator_rests_until_mail_comes_then_starts_leads_only_and_touches_no_checkout()
    {
        var started = Start("coordinator", Script("""
            ov sling "Build it all" --role builder --json > ../refused
            ov sling "Own the export" --role lead --json > ../lead
            echo woken >> ../turns
            """));
        Assert.Equal("sprint", started.GetProperty("run").GetString());
        _team.Wait("coordinator", "idle");
        Assert.Equal(0, _team.Agent("coordinator").Turn);
        var (head, status) = (_team.Box.Git("rev-parse", "HEAD"), _team.Box.Git("status", "--porcelain"));

        Assert.True(_team.Ov("coordinator", "send", "--body", "Ship the export", "--json").Ok().Json.GetProperty("nudged").GetBoolean());
        Team.LineOf(Beside("turns"));
        _team.Wait("coordinator", "waiting");

        Assert.Contains("\"code\":\"hierarchy\"", File.ReadAllText(Beside("refused")));
        var lead = _team.Agent("lead-1");
        Assert.Equal((_team.Agent("coordinator").Id, 1), (lead.ParentId, lead.Depth));
        Assert.Equal((head, status), (_team.Box.Git("rev-parse", "HEAD"), _team.Box.Git("status", "--porcelain")));
        Assert.StartsWith(_team.Worktrees, _team.Agent("coordinator").Worktree);
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM message WHERE recipient = 'coordinator' AND subject = 'operator dispatch' AND state IN ('read', 'answered')"));
    }

    [Fact]
    public void Ask_waits_for_the_answer_in_the_thread_and_the_answer_carries_the_question_s_id()
    {
        Start("coordinator", Script("""
            id=$(ov mail list --type question --limit 1 --json | grep -o 'msg-[a-z0-9]*' | head -n 1)
            ov mail reply "$id" --body "Nearly there" --payload '{"left":2}' > /dev/null
            """));
        var reply = _team.Ov("coordinator", "ask", "--body", "How far are you?", "--timeout", "30s", "--json").Ok().Json;
        Assert.Equal("Nearly there", reply.GetProperty("body").GetString());
        var id = reply.GetProperty("correlationId").GetString()!;
        Assert.Equal($"{{\"correlationId\":\"{id}\",\"left\":2}}", reply.GetProperty("payload").GetString());
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM message WHERE id = ?1 AND payload LIKE ?2", reply.GetProperty("sentId").GetString()!, $"%{id}%"));
    }

    [Fact]
    public void A_question_that_nobody_answers_ends_with_the_time_and_stays_open()
    {
        Start("coordinator", null);
        _team.Ov("coordinator", "ask", "--body", "Anybody?", "--timeout", "0", "--json").Refused(124, "timed-out");
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'question' AND state = 'queued'"));
    }

    [Fact]
    public void Several_work_side_by_side_each_in_its_own_run_and_a_new_incarnation_goes_on_in_the_run_of_the_one_before()
    {
        Assert.Equal("sprint", Start("coordinator", null).GetProperty("run").GetString());
        var second = _team.Ov("coordinator", "start", "--name", "second", "--json").Ok().Json;
        var own = second.GetProperty("run").GetString();
        Assert.NotEqual("sprint", own);
        _team.Ov("coordinator", "start", "--json").Refused(4, "state");
        _team.Ov("coordinator", "send", "--name", "third", "--body", "Hello", "--json").Refused(3, "not-found");
        Assert.Equal(["coordinator", "second"], _team.Ov("coordinator", "status", "--json").Ok().Json.GetProperty("all").EnumerateArray().Select(one => one.GetProperty("agentName").GetString()));

        var task = _team.Ov("task", "add", "Left over", "--run", own!, "--json").Ok().Json.GetProperty("taskId").GetString();
        var stopped = _team.Ov("coordinator", "stop", "--name", "second", "--json").Ok().Json;
        Assert.False(stopped.GetProperty("runCompleted").GetBoolean());
        Assert.Equal(1, stopped.GetProperty("tasksLeft").GetInt32());
        var again = _team.Ov("coordinator", "start", "--name", "second", "--json").Ok().Json;
        Assert.Equal((own, 2), (again.GetProperty("run").GetString(), again.GetProperty("incarnation").GetInt32()));
        _team.Ov("task", "cancel", task!, "--run", own!, "--reason", "not needed").Ok();
        // A script that nobody vouches for may stop it too, whatever lies in its worktree, for all of that is kept.
        File.WriteAllText(Path.Combine(_team.Agent("second").Worktree!, "scratch.txt"), "mine");
        _team.Box.Variables["OV_OPERATOR_TOKEN"] = "";
        Assert.True(_team.Ov("coordinator", "stop", "--name", "second", "--json").Ok().Json.GetProperty("runCompleted").GetBoolean());
        Assert.Single(_team.WorktreePaths());
    }

    [Fact]
    public void A_checkpoint_is_told_to_the_next_incarnation_and_by_prime()
    {
        Start("coordinator", null);
        _team.Project.OvAs("coordinator", "note", "write", "coordinator", "--kind", "checkpoint", "--body", "Lead 1 waits for the schema.").Ok();
        Assert.Contains("Lead 1 waits for the schema.", _team.Project.OvAs("coordinator", "prime", "--compact").Ok().Stdout);
        _team.AddTask("Keeps the run going");
        _team.Ov("coordinator", "stop").Ok();
        Start("coordinator", Script("cat > ../prompt.new && mv ../prompt.new ../prompt"));
        _team.Ov("coordinator", "send", "--body", "Go on").Ok();
        _team.Until("the turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        Assert.Contains("Lead 1 waits for the schema.", File.ReadAllText(Beside("prompt")));
    }

    [Fact]
    public void All_agents_are_done_only_when_their_work_has_landed()
    {
        File.AppendAllText(Path.Combine(_team.Box.Repo, ".overstory", "config.yaml"), "\ncoordinator:\n  exitTriggers: { allAgentsDone: true }\n");
        Start("coordinator", null);
        Assert.False(Complete());
        _team.Sling("Do a part", Team.Worker);
        _team.Wait("1");
        Assert.False(Complete());
        _team.Ov("merge", "--all").Ok();
        _team.Until("the builder left", "SELECT count(*) FROM agent WHERE name = 'builder-1' AND ended_at IS NOT NULL");
        Assert.True(Complete());
    }

    [Fact]
    public void A_coordinator_at_rest_whose_triggers_are_met_is_ended_its_run_completed_and_the_operator_told_in_four_lines()
    {
        File.AppendAllText(Path.Combine(_team.Box.Repo, ".overstory", "config.yaml"), "\ncoordinator:\n  exitTriggers: { taskTrackerEmpty: true }\n");
        Start("coordinator", null);
        _team.Wait("coordinator", "idle");
        _team.Ov("watch", "--once").Ok();
        Assert.Equal("idle", _team.Agent("coordinator").State.Word());

        var task = _team.AddTask("Left over");
        _team.Ov("watch", "--once").Ok();
        Assert.Equal("idle", _team.Agent("coordinator").State.Word());
        _team.Ov("task", "cancel", task, "--reason", "not needed").Ok();
        _team.Ov("watch", "--once").Ok();

        Assert.Equal("stopped", _team.Agent("coordinator").State.Word());
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM run WHERE name = 'sprint' AND state = 'completed'"));
        var final = Assert.Single(_team.Project.Rows("SELECT body FROM message WHERE recipient = 'operator' AND subject = 'sprint is complete'", row => row.Text("body")));
        Assert.Equal(["Active leads", "Completed", "Blockers", "Next actions"], final.Split('\n').Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_critical_escalation_stops_dispatch_in_its_area_only_and_a_person_s_answer_starts_it_again()
    {
        _team.Sling("Write the export", """
            test -e ../escalated || ov mail send --to operator --subject "The format is wrong" --body "All of it." --type escalation --severity critical > ../escalated
            """, "--files", "src/export/**");
        _team.Until("it escalated", "SELECT count(*) FROM message WHERE type = 'escalation'");
        var held = _team.AddTask("Also export", "--files", "src/export/more/**");
        var refusal = _team.Ov("sling", held, "--json").Refused(6, "held");
        var escalation = refusal.Json.GetProperty("escalation").GetString()!;
        _team.Ov("sling", "A new one", "--files", "src/export/x.cs", "--json").Refused(6, "held");
        Assert.Equal("escalation", _team.Ov("status", "--json").Ok().Json.GetProperty("needsYou")[0].GetProperty("kind").GetString());
        _team.Sling("Mend the login", null, "--files", "src/login/**");

        _team.Ov("mail", "answer", escalation, "--body", "Use the old format.").Ok();
        _team.Ov("stop", "builder-1").Ok();
        _team.Ov("sling", held).Ok();
    }

    [Fact]
    public void A_role_of_the_project_s_own_has_its_text_its_model_and_its_budget_of_turns()
    {
        _team.Box.WriteFile("prompts/auditor.md", "Audit like a bookkeeper.\n");
        File.AppendAllText(Path.Combine(_team.Box.Repo, ".overstory", "config.yaml"), "\nroles:\n  auditor: { readOnly: true, prompt: prompts/auditor.md, model: small, maxTurns: 1 }\n");
        var task = _team.Sling("Audit the books", Script("cat > ../audit.new && mv ../audit.new ../audit"), "--role", "auditor", "--force-hierarchy").GetProperty("taskId").GetString()!;
        _team.Until("the agent ended", "SELECT count(*) FROM agent WHERE name = 'auditor-1' AND ended_at IS NOT NULL");
        var agent = _team.Agent("auditor-1");
        Assert.Equal(("small", "failed"), (agent.Model, _team.TaskState(task)));
        Assert.StartsWith("budget: its 1 turns", agent.StateReason);
        var prompt = File.ReadAllText(Beside("audit"));
        Assert.Contains("Audit like a bookkeeper.", prompt);
        Assert.Contains("at most 1 turns", prompt);
    }

    private bool Complete() => _team.Ov("coordinator", "check-complete", "--json").Ok().Json.GetProperty("complete").GetBoolean();

    private System.Text.Json.JsonElement Start(string role, string? script) =>
        _team.Ov([role, "start", "--json", .. script is null ? Array.Empty<string>() : ["--exec", script]]).Ok().Json;

    private static string Script(string text) => text;

    private string Beside(string name) => Path.Combine(_team.Worktrees, name);
}
