using Ov.Core.Processes;
using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runtimes;

/// <summary>The turn engine with a runtime of the user's own: a script that prints what a real one prints.</summary>
public sealed class TurnEngineTests : IDisposable
{
    /// <summary>Each turn appends its prompt and its arguments to files, then does what the test's own script says for that turn.</summary>
    private const string Agent = """
        echo "$@" >> "$MARKS/arguments"
        cat > "$MARKS/prompt.$(wc -l < "$MARKS/arguments" | tr -d ' ')"
        turn=$(wc -l < "$MARKS/arguments" | tr -d ' ')
        echo '{"type":"system","subtype":"init","session_id":"s-1","model":"m-1"}'
        echo 'this is no JSON'
        echo '{"type":"assistant","message":{"content":[{"type":"text","text":"I begin."},{"type":"tool_use","id":"t'$turn'","name":"Bash","input":{"command":"ls","content":"never kept"}}]}}'
        echo '{"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t'$turn'","content":"nothing","is_error":true}]}}'
        . "$MARKS/turn.sh"
        echo '{"type":"result","subtype":"success","is_error":'${failed:-false}',"result":"done","modelUsage":{"m-1":{"inputTokens":'$((turn * 100))',"outputTokens":'$((turn * 10))',"cacheReadInputTokens":5,"costUSD":0.'$turn'}}}'
        """;

    private readonly Team _team;

    public TurnEngineTests()
    {
        _team = new Team();
        var script = Path.Combine(_team.Box.Root, "agent.sh");
        File.WriteAllText(script, $"MARKS={_team.Box.Root}\n{Agent}\n");
        File.AppendAllText(Path.Combine(_team.Box.Repo, ".overstory", "config.local.yaml"), $"""
            runtime:
              default: scripted
            runtimes:
              scripted:
                command: [sh, {script}, new, [--model, "{"{model}"}"]]
                resume: [sh, {script}, resume, "{"{session}"}"]
                events: claude
                models: {"{"} quick: model-quick {"}"}
                model: quick
            """);
    }

    public void Dispose() => _team.Dispose();

    [Fact]
    public void A_turn_without_a_report_is_followed_up_once_in_the_same_session_and_its_stream_is_in_the_ledger()
    {
        Turns("if [ $turn = 2 ]; then echo work > w && git add w && git commit -qm Work && ov task done \"$OVERSTORY_TASK_ID\" --summary done > /dev/null; fi");
        var task = Sling("Follow me up");
        _team.Until("the second turn ended", "SELECT count(*) / 2 FROM event WHERE type = 'turn.ended'");

        Assert.Equal(["new --model model-quick", "resume s-1"], File.ReadAllLines(Mark("arguments")));
        Assert.Contains("Dispatch: Follow me up", File.ReadAllText(Mark("prompt.1")));
        var later = File.ReadAllText(Mark("prompt.2"));
        Assert.Contains("without a report", later);
        Assert.DoesNotContain("# You are", later);
        Assert.Equal("completed", _team.TaskState(task));
        Assert.Equal(2, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'tool.start' AND tool = 'Bash' AND data = '{\"command\":\"ls\"}'"));
        Assert.Equal(2, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'tool.end' AND data = '{\"status\":\"failed\"}' AND duration_ms IS NOT NULL"));
        Assert.Equal(2, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'runtime.unread' AND text = 'this is no JSON'"));
        Assert.Equal(2, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'I begin.'"));
        // The runtime counts a whole session each time; the ledger holds what each turn added.
        Assert.Equal(["100 10 5 100000", "100 10 0 100000"], _team.Project.Rows(
            "SELECT input, output, cache_read, cost_micros FROM usage ORDER BY seq", row => $"{row.Long("input")} {row.Long("output")} {row.Long("cache_read")} {row.Long("cost_micros")}"));
    }

    [Fact]
    public void An_agent_that_never_reports_fails_as_no_completion_with_its_work_kept()
    {
        Turns("echo $turn > \"half.$turn\"");
        var task = Sling("Say nothing");
        _team.Until("the agent failed", "SELECT count(*) FROM agent WHERE state = 'failed'");

        Assert.Equal(2, File.ReadAllLines(Mark("arguments")).Length);
        Assert.Equal("failed", _team.TaskState(task));
        Assert.StartsWith("no completion", _team.Agent("builder-1").StateReason);
        Assert.True(File.Exists(Path.Combine(_team.Project.WorktreeOf("builder-1"), "half.2")));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'worker_died' AND recipient = 'operator'"));
    }

    [Fact]
    public void Who_asked_a_question_owes_no_report_until_it_is_answered()
    {
        Turns("if [ $turn = 1 ]; then ov mail ask --to operator --subject Which --body 'Red or blue?' --timeout 0 > /dev/null 2>&1; fi");
        Sling("Ask first");
        _team.Until("the turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("builder-1", "idle");
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM message WHERE subject LIKE '%without a report%'"));
    }

    [Fact]
    public void A_lost_session_is_begun_anew_with_the_whole_assignment()
    {
        Turns("""
            if [ $turn = 2 ]; then echo 'No conversation found with session ID: s-1' >&2; exit 1; fi
            if [ $turn = 3 ]; then echo work > w && git add w && git commit -qm Work && ov task done "$OVERSTORY_TASK_ID" --summary done > /dev/null; fi
            """);
        Sling("Lose it");
        _team.Until("the agent completed", "SELECT count(*) FROM agent WHERE state = 'completed'");
        Assert.Equal(["new --model model-quick", "resume s-1", "new --model model-quick"], File.ReadAllLines(Mark("arguments")));
        Assert.Contains("# You are builder-1", File.ReadAllText(Mark("prompt.3")));
    }

    [Fact]
    public void An_agent_that_compacts_goes_on_in_a_new_session_with_its_assignment_and_its_checkpoint()
    {
        Turns("""
            if [ $turn = 1 ]; then ov compact --body 'Found: the comma is quoted.' > /dev/null; fi
            if [ $turn = 2 ]; then echo work > w && git add w && git commit -qm Work && ov task done "$OVERSTORY_TASK_ID" --summary done > /dev/null; fi
            """);
        Sling("Outgrow it");
        _team.Until("the agent completed", "SELECT count(*) FROM agent WHERE state = 'completed'");
        Assert.Equal(["new --model model-quick", "new --model model-quick"], File.ReadAllLines(Mark("arguments")));
        var anew = File.ReadAllText(Mark("prompt.2"));
        Assert.Contains("# You are builder-1", anew);
        Assert.Contains("## Your checkpoint\n\nFound: the comma is quoted.", anew);
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM message WHERE subject LIKE '%without a report%'"));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.compacted' AND subject = 's-1'"));
    }

    /// <summary>A living process bears the number that the host had: after a restart numbers begin anew.</summary>
    [Fact]
    public void After_a_restart_of_the_machine_the_host_is_dead_and_who_follows_goes_on_in_its_session()
    {
        Turns("""
            if [ $turn = 1 ]; then ov mail ask --to operator --subject Which --body 'Red or blue?' --timeout 0 > /dev/null 2>&1; fi
            if [ $turn = 2 ]; then echo work > w && git add w && git commit -qm Work && ov task done "$OVERSTORY_TASK_ID" --summary done > /dev/null; fi
            """);
        var task = Sling("Outlive the machine");
        _team.Until("the turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("builder-1", "idle");
        var host = ProcessIdentity.Parse(_team.Agent("builder-1").Host)!;
        Team.Kill(host.Pid);
        Team.AwaitEnd(host.Pid);
        var before = ProcessIdentity.Current() with { BootId = "00000000-0000-0000-0000-000000000000@1" };
        using (var ledger = _team.Project.OpenLedger())
        {
            ledger.Write(tx => tx.Sql.Run("UPDATE agent SET host = ?1", before.ToString()));
        }

        _team.Ov("watch", "--once").Ok();
        _team.Wait(task);
        Assert.Equal(("completed", 2), (_team.TaskState(task), _team.Agent("builder-1").Incarnation));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM agent WHERE state = 'zombie'"));
        Assert.Equal(["new --model model-quick", "resume s-1"], File.ReadAllLines(Mark("arguments")));
    }

    [Fact]
    public void A_login_that_is_missing_fails_the_agent_at_once()
    {
        Turns("echo 'Not logged in' >&2; exit 1");
        Sling("Log in");
        _team.Until("the agent failed", "SELECT count(*) FROM agent WHERE state = 'failed'");
        Assert.Single(File.ReadAllLines(Mark("arguments")));
        Assert.Contains("Not logged in", _team.Agent("builder-1").StateReason);
    }

    [Fact]
    public void A_used_up_limit_is_waited_out_counts_as_no_failure_and_the_turn_is_played_again()
    {
        Turns("""
            if [ $turn -le 4 ]; then
              echo '{"type":"result","subtype":"success","is_error":true,"api_error_status":429,"result":"limit reached, try again in 50ms"}'; exit 1
            fi
            echo work > w && git add w && git commit -qm Work && ov task done "$OVERSTORY_TASK_ID" --summary done > /dev/null
            """);
        var task = Sling("Wait for it");
        _team.Until("the runtime works again", "SELECT count(*) FROM event WHERE type = 'runtime.resumed'");
        Assert.Equal("completed", _team.TaskState(task));
        Assert.Equal(4, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'runtime.paused' AND subject = 'scripted'"));
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM runtime_limit"));
    }

    [Fact]
    public void Where_the_operator_is_asked_a_used_up_limit_waits_for_a_nudge_and_is_shown()
    {
        File.AppendAllText(Path.Combine(_team.Box.Repo, ".overstory", "config.local.yaml"), "\n    onLimit: ask\n");
        Turns("""
            if [ $turn = 1 ]; then
              echo '{"type":"result","subtype":"success","is_error":true,"api_error_status":429,"result":"limit reached, try again in 1ms"}'; exit 1
            fi
            echo work > w && git add w && git commit -qm Work && ov task done "$OVERSTORY_TASK_ID" --summary done > /dev/null
            """);
        Sling("Ask me first");
        _team.Until("the turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        var agent = _team.Ov("status", "--json").Ok().Json.GetProperty("agents")[0];
        Assert.Equal("limited", agent.GetProperty("state").GetString());
        Assert.Contains("      its account's limit is used up: limit reached", _team.Ov("status").Ok().Stdout, StringComparison.Ordinal);
        Assert.Contains("ov nudge builder-1", _team.Project.Rows("SELECT body FROM message WHERE type = 'health_check' AND recipient = 'operator'", row => row.Text("body"))[0]);
        _team.Ov("nudge", "builder-1").Ok();
        _team.Until("the agent completed", "SELECT count(*) FROM agent WHERE state = 'completed'");
    }

    [Fact]
    public void A_runtime_of_the_repository_s_own_needs_the_operators_approval() =>
        _team.Ov("sling", "Do it now", "--json").Refused(4, "untrusted");

    [Fact]
    public void A_runtime_that_is_not_installed_or_not_known_is_refused_with_advice()
    {
        Assert.Contains("did you mean", _team.Ov("sling", "Do it now", "--runtime", "script", "--json").Refused(3, "not-found").Json.GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("cursor-agent", _team.Ov("sling", "Do it now", "--runtime", "cursor", "--json").Refused(3, "not-found").Json.GetProperty("error").GetString());
        _team.Ov("sling", "Do it now", "--runtime", "scripted", "--trust", "--exec", "true", "--json").Refused(2, "usage");
    }

    private string Sling(string title) => _team.Sling(title, null, "--trust").GetProperty("taskId").GetString()!;

    private void Turns(string script) => File.WriteAllText(Mark("turn.sh"), script);

    private string Mark(string name) => Path.Combine(_team.Box.Root, name);
}
