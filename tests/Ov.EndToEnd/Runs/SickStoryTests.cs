using System.Globalization;
using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runs;

/// <summary>
/// The sick agents: what goes wrong is told once to whoever answers for them, a person mends it, and a crash of the watcher leaves nothing (story C.4).
/// A filling window is an anomaly like the others, 'ov inspect' shows children and window without being asked, and ticks are the test's own.
/// </summary>
public sealed class SickStoryTests : IDisposable
{
    /// <summary>Prints what Claude Code prints. Whoever waits in a child of its own has a tool at work; whoever only reads has none.</summary>
    private const string Agent = """
        cat >> "$HOME/$OVERSTORY_AGENT_NAME.heard"; echo >> "$HOME/$OVERSTORY_AGENT_NAME.turns"
        call() {
          n=$((n + 1))
          echo '{"type":"assistant","message":{"content":[{"type":"tool_use","id":"t'$n'","name":"'$1'","input":{"command":"'$2'"}}]}}'
          echo '{"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t'$n'","content":"no such thing","is_error":'$3'}]}}'
        }
        work() { mkdir -p src; echo work >> "src/$1"; git add -A; git commit -qm Work; }
        report() { ov task done "$OVERSTORY_TASK_ID" --summary done > /dev/null; }
        echo '{"type":"system","subtype":"init","session_id":"s-'$OVERSTORY_AGENT_NAME'","model":"m-1"}'
        case "$OVERSTORY_AGENT_NAME $(wc -l < "$HOME/$OVERSTORY_AGENT_NAME.turns" | tr -d ' ')" in
        'a 1') for i in 1 2 3 4 5 6; do call Bash "make $i" true; done
          for count in 3 3 12; do : $(cat "$HOME/a.go"); for i in $(seq $count); do call Bash 'cat todo' false; done; done; : $(cat "$HOME/a.go") ;;
        'b 1') echo '{"type":"assistant","message":{"content":[{"type":"text","text":"I read the rows."}],"usage":{"input_tokens":172000}}}'
          read -r go < "$HOME/b.go" ;;
        'c 1') echo broken > elsewhere.txt; work table.txt; call invalid '' true; : $(cat "$HOME/c.go") ;;
        'c 2') report ;;
        'c 3') work table.txt; report ;;
        'c 4') git rm -q elsewhere.txt; git commit -qm Mend; report ;;
        *) work "$OVERSTORY_AGENT_NAME.txt"; report ;;
        esac
        echo '{"type":"result","subtype":"success","is_error":false,"result":"done"}'
        """;

    private readonly Team _team;

    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public SickStoryTests()
    {
        _team = new Team("  intervalMs: 60000\ngates: [{ name: test, command: 'test ! -e elsewhere.txt' }]\n");
        var script = Path.Combine(_team.Box.Root, "agent.sh");
        File.WriteAllText(script, Agent + "\n");
        File.AppendAllText(
            Path.Combine(_team.Box.Repo, ".overstory", "config.local.yaml"),
            $"runtimes: {{ scripted: {{ command: [sh, {script}], resume: [sh, {script}, '{{session}}'], events: claude }}, exec: {{ command: {{ builder: 'echo work > late.txt; git add -A; git commit -qm Work; ov task done \"$OVERSTORY_TASK_ID\" --summary done' }} }} }}\n");
        foreach (var name in new[] { "a", "b", "c" })
        {
            _team.Box.Run("mkfifo", [Path.Combine(_team.Box.Home, $"{name}.go")]).Ok();
        }
    }

    public void Dispose() => _team.Dispose();

    [Fact]
    public void What_is_sick_is_told_once_looked_into_stopped_edited_restarted_and_ended_and_a_dead_watcher_leaves_nothing()
    {
        _team.Ov("run", "complete", "sprint").Ok();
        _team.Box.Variables["OV_TEST_CLOCK"] = Path.Combine(_team.Box.Home, "clock");
        Later(0);
        _team.Ov("run", "start", "export", "--template", "pipeline", "--mode", "interactive", "--target", "main", "--set", "phases=[implement, verify]").Ok();
        _team.Ov("config", "trust", "--yes").Ok();
        _team.Tick();

        // 1. Three builders of one lead, each in a worktree of its own.
        _team.Ov("coordinator", "start").Ok();
        var lead = _team.Project.OvAs("coordinator", "sling", "Own the export", "--role", "lead", "--runtime", "exec", "--json").Ok().Json.GetProperty("agentName").GetString()!;
        foreach (var (name, title, files) in new[] { ("a", "Read the header", "src/a*"), ("b", "Read the rows", "src/b*"), ("c", "Write the table", "src/table*") })
        {
            _team.Project.OvAs(lead, "sling", title, "--name", name, "--runtime", "scripted", "--files", files).Ok();
        }

        _team.Until("the calls are recorded", "SELECT count(*) = 7 FROM event WHERE type = 'tool.end'");
        _team.Until("b has spoken", "SELECT count(*) FROM event WHERE type = 'agent.said'");
        Later(61);

        // 2. One tick tells their lead of six failed calls, a malformed one, a minute of silence and a window that fills, with what to type; the next says nothing.
        Assert.Equal(["told of a", "told of b", "told of b", "told of c"], Told());
        Assert.Empty(Told());
        var mail = _team.Project.OvAs(lead, "mail", "check").Ok().Stdout;
        Assert.Contains("6 of its tool calls failed in this session. Nothing was done about it.\n> ov inspect a --limit 20", mail, StringComparison.Ordinal);
        Assert.Contains("nothing was heard for 1m. Nothing was done about it.\n> ov nudge b \"Please continue.\"", mail, StringComparison.Ordinal);
        Assert.Contains("it made a malformed tool call", mail, StringComparison.Ordinal);
        Assert.Contains("ov stop c", mail, StringComparison.Ordinal);

        // 3. The lead looks closer: what it said without its tools, no child of its own, and how full its window is.
        var said = _team.Project.OvAs(lead, "inspect", "b", "--messages", "--limit", "20").Ok().Stdout;
        Assert.Contains("I read the rows.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("tool", said, StringComparison.Ordinal);
        var look = _team.Project.OvAs(lead, "inspect", "b", "--json").Ok().Json;
        Assert.Equal((0, 86, "red"), (look.GetProperty("children").GetArrayLength(), look.GetProperty("context").GetProperty("percent").GetInt32(), look.GetProperty("context").GetProperty("status").GetString()));

        // 4. A word brings b on, and a second one at once is held back. c is stopped: nothing of it runs, its work and its history stay.
        Assert.Contains("Nudge delivered", _team.Project.OvAs(lead, "nudge", "b", "Please continue.").Ok().Stdout, StringComparison.Ordinal);
        Assert.Contains("Debounced", _team.Project.OvAs(lead, "nudge", "b", "Please continue.").Ok().Stdout, StringComparison.Ordinal);
        Go("b");
        _team.Until("b has reported", "SELECT count(*) FROM task WHERE number = 3 AND state = 'completed'");
        Assert.Contains("[NUDGE from lead-1] Please continue.", Heard("b"), StringComparison.Ordinal);
        var host = Core.Processes.ProcessIdentity.Parse(_team.Agent("c").Host)!.Pid;
        Assert.Contains("1 commit ahead", _team.Project.OvAs(lead, "stop", "c").Ok().Stdout, StringComparison.Ordinal);
        Assert.Equal((false, "pending", "work\n"), (Team.Lives(host), _team.State(4), File.ReadAllText(Path.Combine(_team.Project.WorktreeOf("c"), "src/table.txt"))));
        Assert.Contains("it made a malformed tool call", _team.Ov("inspect", "c").Ok().Stdout, StringComparison.Ordinal);

        // 5. Its task says something else now, and why; the next one goes on with it.
        _team.Ov("task", "edit", "4", "--body", "Keep the quotes.", "--reason", "commas broke the table").Ok();
        Assert.Contains("body changed: commas broke the table", _team.Ov("note", "read", "alignment").Ok().Stdout, StringComparison.Ordinal);
        Restart(lead, 4, "c");
        _team.Until("c has reported", "SELECT count(*) FROM task WHERE number = 4 AND state = 'completed'");
        Assert.Contains("You are incarnation 2: an earlier c ended.", Heard("c"), StringComparison.Ordinal);
        Assert.Contains("Keep the quotes.", Heard("c"), StringComparison.Ordinal);

        // 8. What the first c left outside its files is told now. The check fails; and a begins to repeat itself.
        _team.Until("it is told", "SELECT count(*) FROM event WHERE type = 'guard.touched' AND text = 'c touched elsewhere.txt, but its files are src/table*'");
        _team.Rest(0, 1, 2);

        // 6. Where the settings want it, three equal calls are told a itself, once; the same results again and again end it.
        _team.Ov("config", "set", "watch.correct", "true", "--local").Ok();
        Repeat(3);
        Assert.Equal(["told of a", "corrected a", "verified #3", "verified #4"], _team.Decisions());
        Assert.Equal(["sent back #4"], _team.Decisions());
        Repeat(6);
        Assert.Equal(["corrected a", "corrected a"], Told());

        // 8. What came back is its lead's to hand out again; the failure of that attempt is counted on, not from nothing.
        Assert.Contains("test: exit status 1", _team.Project.OvAs(lead, "mail", "check").Ok().Stdout, StringComparison.Ordinal);
        Restart(lead, 4, "c");
        _team.Rest(0, 1, 2);
        Assert.Contains("1 of 3 fixes used", _team.Ov("gate", "run", "4").Exits(1).Stdout, StringComparison.Ordinal);
        Repeat(18);
        Assert.Equal(["corrected a", "ended a"], Told());
        Assert.Equal("pending", _team.State(4));
        Restart(lead, 4, "c");
        _team.Rest(0, 1);
        Assert.Contains("verified #4", _team.Decisions());

        // 5. Who takes up what a failed at reads how.
        Assert.Equal("failed", _team.State(2));
        Restart(lead, 2, "a");
        _team.Rest(0, 1);
        Assert.Contains("## Earlier attempts that failed", Heard("a"), StringComparison.Ordinal);
        Assert.Contains("it went in circles although it was told", Heard("a"), StringComparison.Ordinal);

        // 7. The watcher dies in the middle of a start: the next tick undoes it and starts the task once.
        _team.AddTask("Be late", "--files", "late*");
        _team.Box.Run("ov", ["watch", "--once"], variables: new Dictionary<string, string> { ["OV_TEST_KILL"] = "sling_worktree_added" }).Exits(137);
        Assert.StartsWith("repaired sling", _team.Decisions()[0], StringComparison.Ordinal);
        _team.Rest(0, 1);
        _team.RequireSound();
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM agent JOIN task ON task.id = agent.task_id WHERE task.number = 5 AND agent.state = 'completed'"));

        // 9. A lead of no group is shown; with one nothing is left to say, and the doctor finds nothing.
        Assert.Contains("lead-1 works on a task of no group", _team.Ov("status").Ok().Stdout, StringComparison.Ordinal);
        _team.Ov("group", "create", "export", "1", "2", "3", "4").Ok();
        Assert.DoesNotContain("of no group", _team.Ov("status").Ok().Stdout, StringComparison.Ordinal);
        Assert.Contains("Nothing is wrong", _team.Ov("doctor").Ok().Stdout, StringComparison.Ordinal);
    }

    private void Restart(string lead, int number, string name) =>
        _team.Project.OvAs(lead, "sling", $"{number}", "--restart", "--name", name, "--runtime", "scripted", "--no-scout-check").Ok();

    /// <summary>Lets a make the same call again, until so many were made.</summary>
    private void Repeat(int calls)
    {
        Go("a");
        _team.Until("a has repeated itself", "SELECT count(*) = ?1 FROM event WHERE type = 'tool.end' AND tool = 'Bash' AND agent_id = ?2", 6 + calls, _team.Agent("a").Id);
    }

    private void Go(string agent) => File.WriteAllText(Path.Combine(_team.Box.Home, $"{agent}.go"), "on\n");

    private string Heard(string agent) => File.ReadAllText(Path.Combine(_team.Box.Home, $"{agent}.heard"));

    private void Later(int seconds)
    {
        _now = _now.AddSeconds(seconds);
        File.WriteAllText(Path.Combine(_team.Box.Home, "clock"), _now.ToString("O", CultureInfo.InvariantCulture));
    }

    private List<string> Told() => [.. _team.Decisions("agent").Order(StringComparer.Ordinal)];
}
