using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runtimes;

/// <summary>A person goes on in a headless agent's session, on a real terminal, with a script in place of the client.</summary>
public sealed class ByHandTests : IDisposable
{
    /// <summary>Asks in its first turn and reports in its second, and leaves a mark around each.</summary>
    private const string Turns = """
        echo '{"type":"system","subtype":"init","session_id":"s-1"}'
        echo begin >> "$MARKS/order"
        if [ "$1" = new ]; then
            while [ -e "$MARKS/go.slowly" ]; do sleep 0.05; done
            ov mail ask --to operator --subject Which --body 'Red or blue?' --timeout 0 > /dev/null 2>&1
        else
            echo work > w; git add w; git commit -qm Work; ov task done "$OVERSTORY_TASK_ID" --summary done > /dev/null
        fi
        echo end >> "$MARKS/order"
        echo '{"type":"result","subtype":"success","is_error":false,"result":"done"}'
        """;

    /// <summary>Stays until it is told to leave.</summary>
    private const string Client = """
        echo taken >> "$MARKS/order"
        ov status > /dev/null && echo "$@ as $OVERSTORY_AGENT_NAME in $PWD" > "$MARKS/hand"
        echo "$$" > "$MARKS/pid"
        while [ ! -e "$MARKS/leave" ]; do sleep 0.05; done
        echo left >> "$MARKS/order"
        """;

    private readonly Team _team = new();

    public ByHandTests()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script, which makes a terminal, is not here");
        var (turns, client) = (Mark("turns.sh"), Mark("client.sh"));
        File.WriteAllText(turns, $"MARKS={_team.Box.Root}\n{Turns}\n");
        File.WriteAllText(client, $"MARKS={_team.Box.Root}\n{Client}\n");
        File.AppendAllText(Path.Combine(_team.Box.Repo, ".overstory", "config.local.yaml"), $$"""
            runtime:
              default: scripted
            runtimes:
              scripted:
                command: [sh, {{turns}}, new]
                resume: [sh, {{turns}}, resume]
                events: claude
                terminal:
                  command: [sh, {{client}}, "{session}"]
                  ready: '^>'
            """);
    }

    public void Dispose() => _team.Dispose();

    [Fact]
    public async Task A_person_takes_the_session_and_its_mail_waits_until_they_have_left()
    {
        _team.Sling("Paint it", null, "--trust");
        _team.Until("the first turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("builder-1", "idle");
        var person = OnTerminal("ov attach builder-1");
        Assert.Equal($"s-1 as builder-1 in {_team.Project.WorktreeOf("builder-1")}", Team.LineOf(Mark("hand")));

        Answer();
        _team.Ov("nudge", "builder-1", "Hurry up").Ok();
        _team.Ov("watch", "--once").Ok();
        var other = await OnTerminal("ov attach builder-1");
        Assert.Equal(4, other.ExitCode);
        Assert.Contains("in somebody's hands already", other.Stdout);
        Assert.Equal(1, _team.Agent("builder-1").Turn);

        File.WriteAllText(Mark("leave"), "");
        Assert.Equal(0, (await person).ExitCode);
        Finished();
        Assert.Equal(["turn.started", "session.held", "lease.freed", "turn.started"], _team.Project.Rows(
            "SELECT type FROM event WHERE type IN ('session.held', 'lease.freed', 'turn.started') ORDER BY seq", row => row.Text("type")));
    }

    [Fact]
    public async Task A_turn_at_work_is_waited_for()
    {
        File.WriteAllText(Mark("go.slowly"), "");
        _team.Sling("Paint it", null, "--trust");
        _team.Until("it has its session", "SELECT count(*) FROM agent WHERE session = 's-1'");
        var person = OnTerminal("ov attach builder-1");
        _team.Until("the session is held", "SELECT count(*) FROM event WHERE type = 'session.held'");
        Assert.Equal(["begin"], File.ReadAllLines(Mark("order")));
        File.Delete(Mark("go.slowly"));
        Team.LineOf(Mark("hand"));
        Answer();
        File.WriteAllText(Mark("leave"), "");
        await person;
        Finished();
    }

    [Fact]
    public async Task A_program_that_was_killed_holds_nothing_any_more()
    {
        _team.Sling("Paint it", null, "--trust");
        _team.Until("the first turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("builder-1", "idle");
        var person = OnTerminal("ov attach builder-1");
        var client = Team.Pid(Team.LineOf(Mark("pid")));
        Answer();
        Team.Kill(client);
        await person;
        _team.Until("its second turn reported", "SELECT count(*) FROM task WHERE state = 'completed'");
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM lease"));
    }

    [Fact]
    public async Task Without_a_terminal_or_a_session_nothing_is_taken_in_hand()
    {
        File.WriteAllText(Mark("go.slowly"), "");
        _team.Sling("Run it", "sleep 60", "--runtime", "exec");
        Assert.Contains("no session", (await OnTerminal("ov attach builder-1")).Stdout);
        _team.Sling("Paint it", null, "--trust");
        _team.Until("it has its session", "SELECT count(*) FROM agent WHERE session = 's-1'");
        Assert.Contains("here is none", _team.Ov("attach", "builder-2", "--json").Refused(4, "state").Json.GetProperty("error").GetString());
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'session.held'"));
    }

    private Task<OvRun> OnTerminal(string line) => _team.Box.RunAsync(
        "script", ["-qec", line, "/dev/null"], variables: new Dictionary<string, string> { ["TERM"] = "xterm", ["SHELL"] = "/bin/sh" });

    private void Answer()
    {
        var question = _team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"))[0];
        _team.Ov("mail", "reply", question, "--body", "Red").Ok();
    }

    /// <summary>Each of the two turns and the person had the session for themselves.</summary>
    private void Finished()
    {
        _team.Until("its second turn reported", "SELECT count(*) / 2 FROM event WHERE type = 'turn.ended'");
        Assert.Equal(["begin", "end", "taken", "left", "begin", "end"], File.ReadAllLines(Mark("order")));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM task WHERE state = 'completed'"));
    }

    private string Mark(string name) => Path.Combine(_team.Box.Root, name);
}
