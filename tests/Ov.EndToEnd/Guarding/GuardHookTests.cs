using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Guarding;

/// <summary><c>ov guard</c> as the hook of a running agent.</summary>
public sealed class GuardHookTests : IDisposable
{
    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Fact]
    public void A_denial_is_said_in_the_runtimes_form_and_recorded_with_its_rule_and_without_secrets()
    {
        var builder = _team.Sling("Do the work", null, "--files", "src/**");
        var denied = Ask(builder, "claude", """{"tool_name":"Bash","tool_use_id":"t1","tool_input":{"command":"git push https://u:hunter2hunter2@host/x main"}}""");
        Assert.Equal("deny", denied.Json.GetProperty("hookSpecificOutput").GetProperty("permissionDecision").GetString());
        Assert.Contains("[no-push]", denied.Stdout, StringComparison.Ordinal);
        Assert.Equal("", denied.Stderr);
        var record = Assert.Single(_team.Project.Rows("SELECT subject, tool, actor, text, data FROM event WHERE type = 'guard.denied'", row => (Rule: row.Text("subject"), Tool: row.Text("tool"), Actor: row.Text("actor"), All: row.Text("text") + row.Text("data"))));
        Assert.Equal(("no-push", "Bash", "builder-1"), (record.Rule, record.Tool, record.Actor));
        Assert.DoesNotContain("hunter2", record.All, StringComparison.Ordinal);
        Assert.Contains("git push", record.All, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_allowed_gets_no_answer_and_with_log_it_is_recorded_as_a_tools_start()
    {
        var builder = _team.Sling("Do the work", null, "--files", "src/**");
        const string call = """{"tool_name":"Bash","tool_use_id":"t1","tool_input":{"command":"make test"}}""";
        Silent(Ask(builder, "claude", call));
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM event WHERE type IN ('tool.start', 'guard.denied')"));
        Silent(Ask(builder, "claude", call, "--log"));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'tool.start' AND subject = 't1' AND tool = 'Bash' AND actor = 'builder-1'"));
        Assert.NotEqual("", Ask(builder, "gemini", """{"tool_name":"run_shell_command","tool_input":{"command":"git push"}}""", "--log").Stdout);
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'tool.start'"));
    }

    [Fact]
    public void A_builder_stays_in_its_worktree_its_scope_and_out_of_links_that_lead_elsewhere()
    {
        var builder = _team.Sling("Do the work", null, "--files", "src/**");
        var worktree = builder.GetProperty("worktree").GetString()!;
        File.CreateSymbolicLink(Path.Combine(worktree, "way-out"), _team.Box.Repo);
        Silent(Write(builder, $"{worktree}/src/a.cs"));
        Assert.Contains("[scope]", Write(builder, $"{worktree}/README.md").Stdout, StringComparison.Ordinal);
        Assert.Contains("[inside-worktree]", Write(builder, $"{_team.Box.Repo}/README.md").Stdout, StringComparison.Ordinal);
        Assert.Contains("[inside-worktree]", Write(builder, $"{worktree}/way-out/README.md").Stdout, StringComparison.Ordinal);
        Assert.Contains("[inside-worktree]", Bash(builder, "echo x > way-out/README.md").Stdout, StringComparison.Ordinal);
        Assert.Contains("[no-guard-tampering]", Write(builder, $"{_team.Box.Repo}/.git/overstory/ov.db").Stdout, StringComparison.Ordinal);
        Silent(Bash(builder, "cd src && echo x > a.cs && git add -A && git commit -m 'git push'"));
    }

    [Fact]
    public void The_stance_that_the_configuration_gave_a_role_counts_without_reading_it_again()
    {
        const string roles = "roles:\n  auditor:\n    readOnly: true\n";
        using var team = new Team(roles);
        var auditor = team.Sling("Look at it", null, "--role", "auditor", "--force-hierarchy").GetProperty("worktree").GetString();
        team.Box.WriteFile(".overstory/config.local.yaml", Team.Quiet + "roles: [this is no map");
        var run = team.Box.Run("ov", ["guard", "--runtime", "codex", "--agent", "auditor-1"], auditor, """{"tool_name":"Bash","tool_input":{"command":"touch x"}}""").Ok();
        team.Box.WriteFile(".overstory/config.local.yaml", Team.Quiet + roles);
        Assert.Contains("[read-only]", run.Stdout, StringComparison.Ordinal);
        Assert.Equal("", run.Stderr);
    }

    [Fact]
    public void An_agent_is_known_by_its_worktree_and_an_ended_one_is_still_held_to_its_rules()
    {
        var builder = _team.Sling("Do the work", null);
        const string push = """{"tool_name":"Bash","tool_input":{"command":"git push"}}""";
        var worktree = builder.GetProperty("worktree").GetString()!;
        Assert.Contains("[no-push]", _team.Box.Run("ov", ["guard", "--runtime", "pi"], worktree, push).Ok().Stdout, StringComparison.Ordinal);
        _team.Ov("stop", "builder-1").Ok();
        var ended = _team.Box.Run("ov", ["guard", "--runtime", "pi", "--agent", "builder-1"], worktree, push).Ok();
        Assert.Contains("[no-push]", ended.Stdout, StringComparison.Ordinal);
        Assert.Single(ended.Stderr.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Nobody_else_is_bound()
    {
        var run = _team.Box.Run("ov", ["guard", "--runtime", "claude"], _team.Box.Repo, """{"tool_name":"Bash","tool_input":{"command":"git push"}}""").Ok();
        Assert.Equal(("", ""), (run.Stdout, run.Stderr));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{\"tool_name\":\"Bash\",")]
    [InlineData("[]")]
    public void What_is_no_call_is_allowed_and_said_in_one_line_at_most(string payload)
    {
        var run = _team.Box.Run("ov", ["guard", "--runtime", "claude"], input: payload).Ok();
        Assert.Equal("", run.Stdout);
        Assert.True(run.Stderr.Count(c => c == '\n') <= 1, run.Stderr);
    }

    [Fact]
    public void A_wrong_option_stops_nobody()
    {
        var run = _team.Box.Run("ov", ["guard", "--runtime", "cloude"], input: "{}").Ok();
        Assert.Equal("", run.Stdout);
        Assert.StartsWith("ov guard: ", run.Stderr, StringComparison.Ordinal);
    }

    private static void Silent(OvRun run) => Assert.Equal(("", ""), (run.Stdout, run.Stderr));

    private OvRun Write(System.Text.Json.JsonElement agent, string path) => Ask(agent, "claude", $$$"""{"tool_name":"Write","tool_input":{"file_path":"{{{path}}}","content":"x"}}""");

    private OvRun Bash(System.Text.Json.JsonElement agent, string command) => Ask(agent, "claude", $$$"""{"tool_name":"Bash","tool_input":{"command":"{{{command}}}"}}""");

    /// <summary>As the hook of an agent runs: in its worktree, found by the secret that lies there.</summary>
    private OvRun Ask(System.Text.Json.JsonElement agent, string runtime, string payload, params string[] more) =>
        _team.Box.Run("ov", ["guard", "--runtime", runtime, "--agent", agent.GetProperty("agentName").GetString()!, .. more], agent.GetProperty("worktree").GetString(), payload).Ok();
}
