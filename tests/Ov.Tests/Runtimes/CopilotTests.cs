using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Copilot;

namespace Ov.Tests.Runtimes;

public sealed class CopilotTests : IDisposable
{
    private readonly CopilotRuntime _copilot = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ov-copilot").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_recorded_turn_is_told_in_our_own_words()
    {
        File.WriteAllText(Path.Combine(_folder, "copilot-usage.json"), """
            {"modelMetrics":{"scripted":{"usage":{"inputTokens":600,"outputTokens":80,"cacheReadTokens":400,"cacheWriteTokens":50}}}}
            """);
        var reader = _copilot.Reader(Context());
        var facts = TurnSample.Read(reader, TurnSample.Lines("copilot.jsonl")).Select(TurnSample.Told).ToList();
        Assert.Equal(
            [
                "said step", "start bash", "end bash Denied", "said step", "start bash", "end bash Failed", "said step", "start bash", "end bash Denied", "said All done.",
                "session e3d05ac0-db25-4529-a59b-5a243dfdabb1", "used 150 80 400 50 of session",
            ], facts);
        Assert.Null(reader.Verdict(0, ""));
    }

    [Fact]
    public void Its_guard_is_a_private_plugin_and_its_role_private_instructions_beside_the_users_own()
    {
        var role = Path.Combine(_folder, "role.md");
        File.WriteAllText(role, "# You build\n");
        var launch = _copilot.Launch(Context(session: "s-1") with { RoleFile = role, Variables = new Dictionary<string, string> { ["COPILOT_CUSTOM_INSTRUCTIONS_DIRS"] = "/home/user/mine" } });
        Assert.Equal("/private/prompt.md", launch.InputFile);
        Assert.Contains("--resume=s-1", launch.Argv);
        Assert.Equal($"/home/user/mine,{_folder}/copilot-instructions", launch.Variables["COPILOT_CUSTOM_INSTRUCTIONS_DIRS"]);
        Assert.All(launch.Files, file => Assert.StartsWith(_folder, file.Key, StringComparison.Ordinal));
        Assert.Contains("'/private/bin/ov' guard --runtime copilot || true", launch.Files[1].Value);
        Assert.EndsWith("# You build\n", launch.Files[2].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_screen_its_hooks_tell_of_the_turn_and_of_each_tool()
    {
        var hooks = _copilot.Terminal(Context()).Launch.Files[1].Value;
        foreach (var told in new[] { "\"userPromptSubmitted\"", "\"postToolUse\"", "\"agentStop\"", "\"sessionEnd\"", "guard --runtime copilot --log || true" })
        {
            Assert.Contains(told, hooks);
        }
    }

    [Theory]
    [InlineData(AccessMode.ReadOnly, "write", "--allow-all")]
    [InlineData(AccessMode.Workspace, "shell(git push)", "write")]
    [InlineData(AccessMode.Full, "--allow-all", "--deny-tool")]
    public void Each_access_says_what_it_allows(AccessMode access, string has, string lacks)
    {
        var argv = _copilot.Launch(Context(access)).Argv;
        Assert.Contains(has, argv);
        Assert.DoesNotContain(lacks, argv);
    }

    [Theory]
    [InlineData(1, "To start a new session with ID:   copilot --session-id=<valid-uuid>", TurnFailureKind.SessionLost)]
    [InlineData(1, "error: unknown option", TurnFailureKind.Process)]
    [InlineData(0, "", TurnFailureKind.Process)]
    public void An_end_without_a_result_is_judged_by_its_last_words(int exit, string lastWords, TurnFailureKind kind) =>
        Assert.Equal(kind, _copilot.Reader(Context(session: "s-1")).Verdict(exit, lastWords)!.Kind);

    [Fact]
    public void What_the_model_refuses_is_what_the_turn_fails_with()
    {
        var reader = _copilot.Reader(Context());
        var facts = TurnSample.Read(
            reader, """{"type":"model.call_failure","data":{"statusCode":429,"errorMessage":"slow down"}}""",
            """{"type":"session.error","data":{"errorType":"query","message":"401 invalid key","statusCode":401}}""", """{"type":"result","sessionId":"s-2","exitCode":1}""");
        Assert.Equal(["limited", "trouble", "session s-2"], facts.Select(TurnSample.Told));
        Assert.Equal(TurnFailureKind.Login, reader.Verdict(1, "")!.Kind);
    }

    private TurnContext Context(AccessMode access = AccessMode.Workspace, string? session = null) => TurnSample.Context(access, session) with { Folder = _folder };
}
