using System.Text.Json;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Gemini;

namespace Ov.Tests.Runtimes;

public sealed class GeminiTests
{
    private readonly GeminiRuntime _gemini = new();

    [Fact]
    public void A_recorded_turn_is_told_in_our_own_words()
    {
        var reader = _gemini.Reader(TurnSample.Context());
        var facts = TurnSample.Read(reader, TurnSample.Lines("gemini.jsonl")).Select(TurnSample.Told).ToList();
        Assert.StartsWith("session ", facts[0]);
        Assert.Equal(["said I begin", "start run_shell_command"], facts[1..3]);
        Assert.Equal(["start run_shell_command", "end run_shell_command Denied"], facts[4..6]);
        Assert.Equal(["start run_shell_command", "end run_shell_command Failed", "said end", "used 750 100 5000 0"], facts[^4..]);
        Assert.Null(reader.Verdict(0, ""));
    }

    [Fact]
    public void The_users_git_settings_are_included_and_pushes_refused()
    {
        var launch = _gemini.Launch(TurnSample.Context() with { Variables = new Dictionary<string, string> { ["HOME"] = "/home/user", ["GIT_CONFIG_COUNT"] = "2" } });
        Assert.Equal("/private/prompt.md", launch.InputFile);
        Assert.Equal(("3", "include.path", "/home/user/.gitconfig"), (launch.Variables["GIT_CONFIG_COUNT"], launch.Variables["GIT_CONFIG_KEY_2"], launch.Variables["GIT_CONFIG_VALUE_2"]));
        Assert.DoesNotContain("yolo", launch.Argv);
        Assert.Contains("git push", launch.Files[0].Value);
    }

    /// <summary>Hooks and servers by no argument; the file stands in the worktree alone, and who has none gets none.</summary>
    [Fact]
    public void Guard_and_server_are_settings_of_the_worktree_which_count_because_it_is_trusted()
    {
        var turn = TurnSample.Context() with { Mcp = ["/private/bin/ov", "mcp"], Variables = new Dictionary<string, string> { ["A_KEY"] = "secret", ["odd.name"] = "x" } };
        var launch = _gemini.Launch(turn);
        var (path, text) = launch.Files[1];
        var settings = JsonDocument.Parse(text).RootElement;
        Assert.Equal("/home/user/repo/.gemini/settings.json", path);
        Assert.Equal("true", launch.Variables["GEMINI_CLI_TRUST_WORKSPACE"]);
        Assert.Equal("'/private/bin/ov' guard --runtime gemini || true", settings.GetProperty("hooks").GetProperty("BeforeTool")[0].GetProperty("hooks")[0].GetProperty("command").GetString());
        Assert.Equal("""{"command":"/private/bin/ov","args":["mcp"],"trust":true,"env":{"A_KEY":"${A_KEY}"}}""", settings.GetProperty("mcpServers").GetProperty("ov").GetRawText());
        Assert.Single(_gemini.Launch(turn with { Agent = turn.Agent with { Worktree = null } }).Files);
    }

    [Theory]
    [InlineData(42, "session-1", TurnFailureKind.SessionLost)]
    [InlineData(41, null, TurnFailureKind.Login)]
    [InlineData(0, null, TurnFailureKind.Process)]
    public void An_end_without_a_result_is_judged_by_its_status(int exit, string? session, TurnFailureKind kind) =>
        Assert.Equal(kind, _gemini.Reader(TurnSample.Context(session: session)).Verdict(exit, "")!.Kind);
}
