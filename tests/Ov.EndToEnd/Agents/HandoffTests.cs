namespace Ov.EndToEnd.Agents;

/// <summary>What a new agent is told beside its task: the caller's own words, and what another agent left.</summary>
public sealed class HandoffTests : IDisposable
{
    private const string KeepPrompt = "cat > ../$OVERSTORY_AGENT_NAME.new && mv ../$OVERSTORY_AGENT_NAME.new ../$OVERSTORY_AGENT_NAME.prompt; echo done >> ../$OVERSTORY_AGENT_NAME.told";

    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void Words_of_the_caller_reach_each_agent_with_its_own_facts_filled_in()
    {
        _team.Ov("sling", "Mend the login page", "Mend the export page", "--prompt", "You are {agent} on {branch} for \"{title}\"; report to {parent}. Keep {{braces}}.", "--exec", KeepPrompt).Ok();
        foreach (var (name, title) in new[] { ("builder-1", "Mend the login page"), ("builder-2", "Mend the export page") })
        {
            Assert.Contains($"You are {name} on {_team.Agent(name).Branch} for \"{title}\"; report to operator. Keep {{braces}}.", PromptOf(name));
        }
    }

    [Fact]
    public void A_profile_brings_its_flow_and_its_message_and_what_it_lacks_starts_nothing()
    {
        _team.Box.WriteFile(".overstory/profiles/release.md", "---\nlabel: Release work\nvariables: [version]\nmessage: Prepare {version} on {branch}, not {other}.\n---\nFirst the notes.\n");
        string[] sling = ["sling", "Prepare it", "--profile", "release", "--exec", KeepPrompt];
        Assert.Contains("variable 'version'", _team.Ov(sling).Refused(2, "usage").Stderr);
        Assert.Contains("Did you mean 'version'", _team.Ov([.. sling, "--set", "verison=1.2"]).Refused(2, "usage").Stderr);
        Assert.Contains("Known: release.", _team.Ov("sling", "Prepare it", "--profile", "relaese").Refused(3, "not-found").Stderr);
        _team.Ov("sling", "Prepare it", "--set", "version=1.2").Refused(2, "usage");
        Nothing();
        var result = _team.Ov([.. sling, "--set", "version=1.2", "--json"]).Ok().Json.GetProperty("results")[0];
        Assert.Contains("uses {other}, which it does not declare", result.GetProperty("warnings")[0].GetString());
        Assert.Contains($"## Release work\n\nFirst the notes.\n\nPrepare 1.2 on {_team.Agent("builder-1").Branch}, not {{other}}.", PromptOf("builder-1"));
    }

    [Theory]
    [InlineData("For {titel}", "Did you mean 'title'")]
    [InlineData(" ", "--prompt is empty")]
    public void A_prompt_that_cannot_be_filled_in_is_refused_and_nothing_is_started(string prompt, string words)
    {
        Assert.Contains(words, _team.Ov("sling", "Mend the login page", "--prompt", prompt).Refused(2, "usage").Stderr);
        Nothing();
    }

    [Fact]
    public void A_handoff_begins_with_checkpoint_report_branch_and_notes_of_the_one_before()
    {
        _team.Sling("Look into it", $"""
            ov note write findings --body "The parser is fine." &&
            ov note write builder-1 --kind checkpoint --body "Half of the writers are done." &&
            {Team.Worker}
            """);
        _team.Wait("1");
        _team.Sling("Do the other half", KeepPrompt, "--handoff-from", "builder-1");
        var prompt = PromptOf("builder-2");
        Assert.Contains("## From builder-1, a builder", prompt);
        Assert.Contains("Half of the writers are done.", prompt);
        Assert.Contains("Its report on task 1: done", prompt);
        Assert.Contains($"git log main..{_team.Agent("builder-1").Branch}", prompt);
        Assert.Contains("ov note show findings --kind note", prompt);
    }

    [Fact]
    public void An_agent_hands_on_its_own_checkpoint_and_is_told_why_its_session_stays()
    {
        _team.Sling("Lead it", null, "--role", "lead");
        _team.Wait("lead-1", "idle");
        _team.Project.OvAs("lead-1", "sling", "Do a part", "--inherit", "--no-scout-check").Refused(4, "state");
        _team.Project.OvAs("lead-1", "note", "write", "lead-1", "--kind", "checkpoint", "--body", "The schema is settled.").Ok();
        var result = _team.Project.OvAs("lead-1", "sling", "Do a part", "--inherit", "--no-scout-check", "--exec", KeepPrompt, "--json").Ok().Json.GetProperty("results")[0];
        Assert.Contains("exec cannot begin with a fork", result.GetProperty("warnings")[0].GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("checkpoint", result.GetProperty("inherits").GetString());
        Assert.Contains("The schema is settled.", PromptOf(result.GetProperty("agentName").GetString()!));
    }

    [Fact]
    public void Whoever_takes_the_work_over_is_told_all_that_the_sling_said_and_what_is_said_anew_goes_before_it()
    {
        _team.Ov("note", "write", "findings", "--body", "The parser is fine.").Ok();
        _team.Sling("Look into it", "ov note write builder-1 --kind checkpoint --body 'Half is done.' && " + Team.Worker);
        _team.Wait("1");
        _team.Ov("sling", "Do the other half", "--handoff-from", "builder-1", "--prompt", "Keep {branch} small.", "--exec", KeepPrompt, "--name", "second").Ok();
        var branch = _team.Agent("second").Branch;
        Assert.Contains($"Keep {branch} small.", PromptOf("second"));
        _team.Ov("stop", "second").Ok();
        File.Delete(Path.Combine(_team.Worktrees, "second.told"));
        _team.Ov("sling", "2", "--restart", "--exec", KeepPrompt).Ok();
        var later = PromptOf("second");
        Assert.Contains($"Keep {branch} small.", later);
        Assert.Contains("Half is done.", later);
        Assert.Contains($"Keep {branch} small.", _team.Project.OvAs("second", "prime").Ok().Stdout);

        _team.Ov("stop", "second").Ok();
        File.Delete(Path.Combine(_team.Worktrees, "second.told"));
        _team.Ov("sling", "2", "--restart", "--prompt", "Only the tests are left.", "--exec", KeepPrompt).Ok();
        var last = PromptOf("second");
        Assert.Contains("Only the tests are left.", last);
        Assert.DoesNotContain($"Keep {branch} small.", last);
        Assert.Contains("Half is done.", last);
    }

    [Fact]
    public void What_cannot_be_handed_on_is_refused_and_nothing_is_started()
    {
        _team.Ov("sling", "Go on with it", "--handoff-from", "nobody").Refused(3, "not-found");
        _team.Ov("sling", "Go on with it", "--inherit").Refused(2, "usage");
        _team.Ov("sling", "Go on with it", "--inherit", "--handoff-from", "builder-1").Refused(2, "usage");
        Nothing();
        _team.Sling("Begin it", null);
        Assert.Contains("left nothing to go on from", _team.Ov("sling", "Go on with it", "--handoff-from", "builder-1", "--dry-run").Refused(4, "state").Stderr);
    }

    [Fact]
    public void Whom_a_task_is_handed_to_goes_on_with_its_branch_once_the_turn_is_over()
    {
        _team.Sling("Find the fault", """
            if [ "$OVERSTORY_ROLE" = scout ]; then
              ov note write findings --body "It is the clock." && ov task handoff "$OVERSTORY_TASK_ID" --to builder --reason "the cause is known" --context "login.cs compares the wrong clock" && touch ../handed
              while [ ! -e ../go ]; do sleep 0.05; done
            else
              cat > ../builder.prompt && echo mended > clock.txt && git add -A && git commit -qm Mend && ov task done "$OVERSTORY_TASK_ID" --summary mended
            fi
            """, "--role", "scout");
        Eventually.Holds("it was handed over", () => File.Exists(Path.Combine(_team.Worktrees, "handed")));
        var scout = _team.Agent("scout-1");
        Assert.DoesNotContain("handed it over", _team.Ov("watch", "--once", "--json").Ok().Stdout);
        File.WriteAllText(Path.Combine(_team.Worktrees, "go"), "");
        Eventually.Holds("the builder is started", () => _team.Ov("watch", "--once", "--json").Ok().Stdout.Contains("scout-1 handed it over to a builder", StringComparison.Ordinal));
        _team.Wait("1");
        var builder = _team.Agent("builder-1");
        Assert.Equal((scout.Worktree, scout.Branch, scout.TaskId), (builder.Worktree, builder.Branch, builder.TaskId));
        Assert.Contains("It handed the task over: the cause is known\n\nlogin.cs compares the wrong clock", File.ReadAllText(Path.Combine(_team.Worktrees, "builder.prompt")));
        Assert.Equal("mended", _team.Project.Rows("SELECT summary FROM task", row => row.Text("summary"))[0]);
    }

    private void Nothing() => Assert.Equal(0, _team.Project.Count("SELECT (SELECT count(*) FROM agent) + (SELECT count(*) FROM task)"));

    private string PromptOf(string agent)
    {
        Team.LineOf(Path.Combine(_team.Worktrees, $"{agent}.told"));
        return File.ReadAllText(Path.Combine(_team.Worktrees, $"{agent}.prompt"));
    }
}
