using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runtimes;

/// <summary>Agents in a terminal, in real tmux: a script with a prompt, which takes pastes as one block and calls the hooks a real one would.</summary>
public sealed class TerminalTests : IDisposable
{
    /// <summary>Shows a prompt, reads until the end of a paste and the Enter after it, then does what the test's own script says for that turn.</summary>
    private const string Agent = """
        echo "$$ $@" >> "$MARKS/started"
        env > "$MARKS/environment"
        . "$MARKS/begin.sh"
        printf '\033[?2004h'
        escape=$(printf '\033')
        turn=0
        while :; do
            printf 'READY> '
            text=
            while IFS= read -r line; do
                text="$text$line
        "
                case $line in *"$escape[201~"*) break ;; esac
            done
            turn=$((turn + 1))
            echo "$turn" >> "$MARKS/turns"
            printf '%s' "$text" > "$MARKS/prompt.$turn"
            printf '\nWORKING\n'
            . "$MARKS/turn.sh"
            printf '\033[2J\033[H'
        done
        """;

    private const string Hooked = """
        echo '{"session_id":"s-1"}' | ov log turn-start --stdin
        [ $turn = 1 ] && { echo work > w; git add w; git commit -qm Work; ov mail ask --to operator --subject Which --body 'Red or blue?' --timeout 0 > /dev/null 2>&1; }
        [ $turn = 2 ] && ov task done "$OVERSTORY_TASK_ID" --summary done > /dev/null
        echo '{"session_id":"s-1"}' | ov log turn-end --stdin
        """;

    private readonly Team _team;

    public TerminalTests()
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/tmux"), "tmux is not installed");
        _team = new Team();
        var script = Path.Combine(_team.Box.Root, "agent.sh");
        File.WriteAllText(script, $"MARKS={_team.Box.Root}\n{Agent}\n");
        File.WriteAllText(Mark("begin.sh"), "");
        File.AppendAllText(Path.Combine(_team.Box.Repo, ".overstory", "config.local.yaml"), $"""
            runtime:
              default: screen
            runtimes:
              screen:
                command: [sh, -c, 'exit 1']
                terminal:
                  command: [sh, {script}, "two words;", $HOME]
                  ready: '^READY>$'
                  busy: '^WORKING'
            """);
    }

    public void Dispose() => _team?.Dispose();

    [Fact]
    public void One_program_takes_the_assignment_and_then_its_mail_as_pasted_blocks_and_ends_with_its_agent()
    {
        File.WriteAllText(Mark("turn.sh"), Hooked);
        _team.Box.Variables["SECRET_OF_A_PERSON"] = "a 'quoted' $HOME;";
        var started = _team.Sling("Paint it", null, "--trust", "--tmux");
        Assert.Equal("builder-1", started.GetProperty("tmuxSession").GetString());
        _team.Until("its first turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("builder-1", "idle");

        var command = _team.Ov("attach", "builder-1", "--json").Ok().Json.GetProperty("argv").EnumerateArray().Select(word => word.GetString()!).ToArray();
        Assert.Equal("=builder-1", command[^1]);
        Assert.Contains("Nobody looks", _team.Ov("detach", "builder-1").Ok().Stdout);
        var program = Team.Pid(File.ReadAllText(Mark("started")).Split(' ')[0]);
        Assert.True(Team.Lives(program));
        Assert.Contains("SECRET_OF_A_PERSON=a 'quoted' $HOME;", File.ReadAllText(Mark("environment")));
        Assert.Contains("two words; $HOME", File.ReadAllText(Mark("started")));
        Assert.DoesNotContain("SECRET_OF_A_PERSON", _team.Box.Run("ps", ["-eo", "args"]).Stdout);

        var question = _team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"))[0];
        _team.Ov("mail", "reply", question, "--body", "Red,\nand \u001b[201~no key of yours").Ok();
        _team.Until("it is over", "SELECT count(*) FROM agent WHERE state = 'completed'");

        Assert.Contains("Dispatch: Paint it", File.ReadAllText(Mark("prompt.1")));
        var second = File.ReadAllText(Mark("prompt.2"));
        Assert.Contains("Red,", second);
        Assert.Contains("[201~no key of yours", second);
        Assert.DoesNotContain("\u001b[201~no key", second);
        Assert.Single(File.ReadAllLines(Mark("started")));
        // The host looks for the sign every 400 ms, and the agent may have reported by then.
        _team.Until("both prompts were seen to be taken", "SELECT count(*) / 2 FROM event WHERE type = 'terminal.submitted' AND subject = 'turn.start'");
        Assert.Equal("s-1", _team.Agent("builder-1").Session);
        Team.AwaitEnd(program);
    }

    [Fact]
    public void A_nudge_is_pasted_into_the_running_program_and_stop_ends_all_of_it()
    {
        File.WriteAllText(Mark("turn.sh"), "sleep 1.5\n");
        _team.Sling("Without hooks", null, "--trust", "--tmux");
        _team.Until("the screen told of its first turn", "SELECT count(*) FROM event WHERE type = 'terminal.submitted' AND subject = 'screen'");
        _team.Ov("nudge", "builder-1", "Hurry up").Ok();
        Assert.Equal(["1", "2"], Team.LinesOf(Mark("turns"), 2));
        var program = Team.Pid(File.ReadAllText(Mark("started")).Split(' ')[0]);
        _team.Ov("stop", "builder-1").Ok();
        Assert.Contains("Hurry up", File.ReadAllText(Mark("prompt.2")));
        Assert.Single(File.ReadAllLines(Mark("started")));
        Team.AwaitEnd(program);
        _team.Ov("attach", "builder-1", "--json").Refused(4, "state");
    }

    [Fact]
    public void A_program_that_ends_without_taking_its_prompt_fails_with_its_last_words()
    {
        File.WriteAllText(Mark("turn.sh"), "");
        File.WriteAllText(Mark("begin.sh"), "echo 'This client has no licence'; exit 3");
        _team.Sling("Fail at once", null, "--trust", "--tmux");
        _team.Until("the agent failed", "SELECT count(*) FROM agent WHERE state = 'failed'");
        Assert.Contains("exit 3", _team.Agent("builder-1").StateReason);
        Assert.EndsWith("This client has no licence", _team.Agent("builder-1").StateReason);
    }

    [Fact]
    public void A_runtime_without_a_screen_a_missing_tmux_and_an_agent_without_a_terminal_are_refused()
    {
        _team.Ov("sling", "Do it now", "--tmux", "--exec", "true", "--runtime", "exec", "--json").Refused(2, "usage");
        _team.Sling("Be headless", "sleep 30", "--runtime", "exec");
        Assert.Contains("without a terminal", _team.Ov("attach", "builder-1", "--json").Refused(4, "state").Json.GetProperty("error").GetString());
        var bare = Directory.CreateDirectory(Path.Combine(_team.Box.Root, "bare")).FullName;
        File.CreateSymbolicLink(Path.Combine(bare, "ov"), OvBinary.Path);
        foreach (var tool in new[] { "git", "sh" })
        {
            File.CreateSymbolicLink(Path.Combine(bare, tool), $"/usr/bin/{tool}");
        }

        var run = _team.Box.Run("ov", ["sling", "Do it now", "--tmux", "--trust", "--json"], variables: new Dictionary<string, string> { ["PATH"] = bare });
        run.Refused(7, "tool-missing");
    }

    private string Mark(string name) => Path.Combine(_team.Box.Root, name);
}
