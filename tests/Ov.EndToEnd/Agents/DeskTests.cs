namespace Ov.EndToEnd.Agents;

/// <summary>A coordinator on a person's own screen, on a real terminal, with a script in place of the client.</summary>
public sealed class DeskTests : IDisposable
{
    /// <summary>Runs what the test writes, one command after another, as a client's tool would: without a terminal.</summary>
    private const string Client = """
        cp "$1" "$MARKS/role"; pwd > "$MARKS/place"
        step=0
        while :; do
            step=$((step + 1))
            while [ ! -e "$MARKS/do.$step" ]; do [ -e "$MARKS/leave" ] && exit 0; sleep 0.05; done
            sh "$MARKS/do.$step" < /dev/null > "$MARKS/out.$step" 2> "$MARKS/err.$step"
            echo $? > "$MARKS/new"; mv "$MARKS/new" "$MARKS/status.$step"
        done
        """;

    private readonly Team _team = new();
    private int _step;

    public DeskTests()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script, which makes a terminal, is not here");
        File.WriteAllText(Mark("client.sh"), $"MARKS={_team.Box.Root}\n{Client}\n");
        File.AppendAllText(Path.Combine(_team.Box.Repo, ".overstory", "config.local.yaml"), $$"""
            runtime:
              default: scripted
            runtimes:
              scripted:
                command: [sh, -c, 'exit 1', "{role}"]
                terminal:
                  command: [sh, {{Mark("client.sh")}}, "{role}"]
                  ready: '^>'
            """);
    }

    public void Dispose() => _team.Dispose();

    [Fact]
    public async Task What_it_changes_is_proposed_with_a_preview_and_done_once_when_the_person_has_confirmed_it()
    {
        var person = Open();
        Assert.Equal((0, 0), (Do("ov status"), Do("ov mail check")));
        Assert.Equal("needs-confirmation", Propose("ov task add 'First step' --json"));
        Assert.Equal(0, Tasks);
        var waiting = _team.Ov("coordinator", "confirm", "--json").Ok().Json.GetProperty("proposals")[0];
        Assert.Equal(("coordinator", "task add 'First step' --json"), (waiting.GetProperty("agentName").GetString(), waiting.GetProperty("command").GetString()));
        Assert.Contains("First step", waiting.GetProperty("preview").GetString());

        Assert.Equal(6, Do("ov task add 'First step' --json"));
        _team.Ov("coordinator", "confirm", "1").Ok();
        Assert.Equal(0, Do("ov task add 'First step' --json"));
        Assert.Equal(["First step by coordinator"], _team.Project.Rows("SELECT title, created_by FROM task", row => $"{row.Text("title")} by {row.Text("created_by")}"));
        Assert.Equal(6, Do("ov task add 'First step' --json"));
        Assert.Equal(1, Tasks);

        _team.Ov("coordinator", "confirm", "2", "--refuse", "--reason", "One is enough.").Ok();
        Assert.Equal(4, Do("ov task add 'First step' --json"));
        Assert.Contains("One is enough.", Error);
        await Leave(person);
    }

    [Fact]
    public async Task It_confirms_nothing_itself_and_what_a_rule_refuses_is_never_proposed()
    {
        var person = Open();
        Propose("ov task add 'First step' --json");
        Assert.Equal(4, Do("ov coordinator confirm 1"));
        Assert.Contains("Only the operator", Error);
        Assert.Equal(4, Do("env -u OVERSTORY_AGENT_NAME -u OVERSTORY_AGENT_TOKEN ov coordinator confirm 1"));
        Assert.Contains("not-operator", Error);
        Assert.Equal(4, Do("ov sling 99"));
        Assert.Contains("not found", Error);
        Assert.Equal(4, Do("echo 'Do it' | ov mail send --to operator --subject Words --body -"));
        Assert.Equal(["task add 'First step' --json"], _team.Project.Rows("SELECT command FROM proposal", row => row.Text("command")));
        Assert.Equal(0, Tasks);
        await Leave(person);
    }

    [Fact]
    public async Task It_knows_who_it_is_works_in_its_own_worktree_and_begins_no_turn_by_itself()
    {
        var person = Open();
        var role = File.ReadAllText(Mark("role"));
        Assert.Contains("# You are coordinator", role);
        Assert.Contains("## At this desk", role);
        Assert.Equal(_team.Project.WorktreeOf("coordinator"), File.ReadAllText(Mark("place")).Trim());
        _team.Ov("coordinator", "send", "--body", "Also keep the old flag working.").Ok();
        await Leave(person);
        _team.Ov("watch", "--once").Ok();
        Assert.Equal((0, 0), (_team.Agent("coordinator").Turn, (int)_team.Project.Count("SELECT count(*) FROM event WHERE type = 'turn.started'")));
        Assert.True(_team.Agent("coordinator").IsLive);
        _team.Ov("coordinator", "stop").Ok();
    }

    [Fact]
    public void Without_a_terminal_a_screen_or_a_coordinator_nothing_is_started()
    {
        Assert.Contains("here is none", _team.Ov("coordinator", "start", "--here", "--trust").Refused(4, "state").Stderr);
        Assert.Contains("no screen", _team.Ov("coordinator", "start", "--here", "--dry-run", "--runtime", "exec").Refused(4, "state").Stderr);
        _team.Ov("monitor", "start", "--here").Refused(2, "usage");
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM agent"));
    }

    private long Tasks => _team.Project.Count("SELECT count(*) FROM task");

    private string Error => File.ReadAllText(Mark($"err.{_step}"));

    private Task<OvRun> Open()
    {
        var person = _team.Box.RunAsync(
            "script", ["-qec", "ov coordinator start 'Ship the export' --here --trust", "/dev/null"], variables: new Dictionary<string, string> { ["TERM"] = "xterm", ["SHELL"] = "/bin/sh" });
        Team.LineOf(Mark("place"));
        return person;
    }

    private int Do(string line)
    {
        _step++;
        File.WriteAllText(Mark("new.do"), line + "\n");
        File.Move(Mark("new.do"), Mark($"do.{_step}"));
        return Team.Pid(Team.LineOf(Mark($"status.{_step}")));
    }

    /// <summary>The code of its refusal.</summary>
    private string Propose(string line)
    {
        Assert.Equal(6, Do(line));
        return System.Text.Json.JsonDocument.Parse(File.ReadAllText(Mark($"out.{_step}"))).RootElement.GetProperty("code").GetString()!;
    }

    private async Task Leave(Task<OvRun> person)
    {
        File.WriteAllText(Mark("leave"), "");
        Assert.Equal(0, (await person).ExitCode);
    }

    private string Mark(string name) => Path.Combine(_team.Box.Root, name);
}
