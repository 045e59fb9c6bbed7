using System.Text.Json;
using Ov.Tests.Support;

namespace Ov.Tests.Runtimes;

/// <summary>Which agents get ov's own tools, and how their runtime is told.</summary>
public sealed class McpWiringTests : IDisposable
{
    private const string Server = "\"mcp\",\"--agent\"";

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("claude", "builder")]
    [InlineData("claude", "lead")]
    [InlineData("codex", "builder")]
    [InlineData("opencode", "builder")]
    [InlineData("copilot", "lead")]
    [InlineData("gemini", "builder")]
    [InlineData("pi", "lead")]
    public void Nobody_pays_for_them_who_did_not_ask(string runtime, string role) => Assert.DoesNotContain(Server, Turn(runtime, role));

    [Theory]
    [InlineData("claude", "--mcp-config {\"mcpServers\":{\"ov\":{\"command\":\"OV\",\"args\":[\"--project\",\"WORKTREE\",\"mcp\",\"--agent\",\"builder-1\"]}}} --settings")]
    [InlineData("claude", "Edit,Write,NotebookEdit,mcp__ov ")]
    [InlineData("codex", "mcp_servers.ov.args=[\"--project\",\"WORKTREE\",\"mcp\",\"--agent\",\"builder-1\"]")]
    [InlineData("codex", "mcp_servers.ov.env_vars=[\"GIT_CONFIG_NOSYSTEM\",\"HOME\"")]
    [InlineData("opencode", "\"mcp\":{\"ov\":{\"type\":\"local\",\"command\":[\"OV\",\"--project\",\"WORKTREE\",\"mcp\",\"--agent\",\"builder-1\"],\"enabled\":true}}")]
    [InlineData("copilot", "--additional-mcp-config {\"mcpServers\":{\"ov\"")]
    public void The_configuration_wires_them_in_for_one_runtime(string runtime, string words)
    {
        Configure($"runtimes:\n  {runtime}:\n    mcp: true\n");
        Assert.Contains(words, Turn(runtime, "builder"));
        Assert.DoesNotContain(Server, Turn(runtime == "claude" ? "codex" : "claude", "builder"));
    }

    [Fact]
    public void Who_starts_others_from_a_sandbox_has_them_unless_told_otherwise()
    {
        Assert.Contains(Server, Turn("codex", "lead"));
        Configure("runtimes:\n  codex:\n    mcp: false\n");
        Assert.DoesNotContain(Server, Turn("codex", "lead"));
    }

    [Fact]
    public void A_role_s_own_list_of_tools_is_not_narrower_than_its_server()
    {
        Configure("runtimes:\n  claude:\n    mcp: true\nroles:\n  scout:\n    tools: [Read, Grep]\n");
        Assert.Contains("--allowedTools Read,Grep,mcp__ov --disallowedTools", Turn("claude", "scout"));
    }

    [Fact]
    public void A_runtime_that_takes_no_server_is_not_started_as_if_it_did_and_a_wrong_word_is_named()
    {
        Configure("runtimes:\n  pi:\n    mcp: true\n  own:\n    command: [sh, -c, 'exit 0']\n    mcp: true\n");
        Assert.DoesNotContain(Server, Turn("pi", "builder"));
        foreach (var asking in new[] { "pi", "own" })
        {
            var refused = _project.Ov([], "sling", "Do it now", "--runtime", asking, "--trust");
            Assert.Equal(2, refused.Exit);
            Assert.Contains($"runtimes.{asking}.mcp is true", refused.Error);
        }

        Configure("runtimes:\n  claude:\n    mcp: sometimes\n");
        var check = _project.Ov([], "config", "check");
        Assert.Contains("runtimes.claude.mcp", check.Out + check.Error);
    }

    private void Configure(string text) => _project.Write(".overstory/config.yaml", text);

    private string Turn(string runtime, string role)
    {
        var run = _project.Ov([], "runtime", "show", runtime, "--role", role, "--json");
        Assert.True(run.Exit == 0, run.ToString());
        var turn = JsonDocument.Parse(run.Out).RootElement.GetProperty("rehearsal");
        var words = turn.GetProperty("command").EnumerateArray().Select(word => word.GetString()).Concat(turn.GetProperty("variables").EnumerateArray().Select(one => one.GetProperty("value").GetString()));
        return string.Join(' ', words).Replace(Path.Combine(_project.Files.Folder, "bin", "ov"), "OV", StringComparison.Ordinal);
    }
}
