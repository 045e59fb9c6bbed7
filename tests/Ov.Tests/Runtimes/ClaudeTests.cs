using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Claude;

namespace Ov.Tests.Runtimes;

public sealed class ClaudeTests
{
    private readonly ClaudeRuntime _claude = new();

    /// <summary>Keys come in any order, messages carry the counts of their beginning, and only the last line counts.</summary>
    [Fact]
    public void A_turn_is_told_in_our_own_words_and_only_its_last_line_counts()
    {
        var reader = _claude.Reader(TurnSample.Context());
        var facts = TurnSample.Read(
            reader, """{"type":"system","subtype":"hook_started","hook_name":"SessionStart"}""", """{"subtype":"init","session_id":"s-1","model":"m","type":"system"}""",
            """{"message":{"content":[{"type":"text","text":"I begin"},{"type":"tool_use","id":"t","name":"Bash","input":{"command":"make"}}],"usage":{"output_tokens":1}},"type":"assistant"}""",
            """{"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t","is_error":true,"content":"no rule"}]}}""",
            """{"is_error":false,"subtype":"success","usage":{"input_tokens":5,"output_tokens":20},"modelUsage":{"m":{"inputTokens":100,"outputTokens":60,"cacheReadInputTokens":7,"cacheCreationInputTokens":3}},"type":"result"}""");
        Assert.Equal(["session s-1", "said I begin", "start Bash", "end Bash Failed", "used 100 60 7 3 of session"], facts.Select(TurnSample.Told));
        Assert.Null(reader.Verdict(0, ""));
    }

    [Fact]
    public void How_full_the_window_is_is_told_by_each_message_but_not_by_those_of_helpers() => Assert.Equal(
        ["filled 1100 of ", "filled 1100 of 200000"],
        TurnSample.Read(
            _claude.Reader(TurnSample.Context()), """{"type":"system","subtype":"init","session_id":"s-1","model":"m"}""",
            """{"type":"assistant","message":{"content":[],"usage":{"input_tokens":5,"cache_read_input_tokens":1000,"cache_creation_input_tokens":95}}}""",
            """{"type":"assistant","parent_tool_use_id":"t","message":{"content":[],"usage":{"input_tokens":7777}}}""",
            """{"type":"rate_limit_event","rate_limit_info":{"status":"allowed_warning","resetsAt":1893508200}}""",
            """{"is_error":false,"subtype":"success","modelUsage":{"m":{"inputTokens":100,"contextWindow":200000}},"type":"result"}""").OfType<TurnFact.Filled>().Select(TurnSample.Told));

    [Theory]
    [InlineData("""{"type":"result","subtype":"success","is_error":true,"api_error_status":401,"result":"no"}""", 1, "", TurnFailureKind.Login)]
    [InlineData("""{"type":"result","subtype":"success","is_error":true,"api_error_status":529,"result":"no"}""", 1, "", TurnFailureKind.Limit)]
    [InlineData("""{"type":"result","subtype":"success","is_error":true,"terminal_reason":"prompt_too_long"}""", 1, "", TurnFailureKind.ContextFull)]
    [InlineData("""{"type":"result","subtype":"error_max_turns","is_error":false}""", 0, "", TurnFailureKind.Process)]
    [InlineData("""{"type":"system","subtype":"init"}""", 1, "No conversation found with session ID: 9", TurnFailureKind.SessionLost)]
    [InlineData("""{"type":"system","subtype":"init"}""", 0, "", TurnFailureKind.Process)]
    public void A_failure_is_told_although_the_last_line_says_success(string line, int exit, string lastWords, TurnFailureKind kind)
    {
        var reader = _claude.Reader(TurnSample.Context());
        TurnSample.Read(reader, line);
        Assert.Equal(kind, reader.Verdict(exit, lastWords)!.Kind);
    }

    /// <summary>Its bypass is refused for root, and its own default asks a server, so the tools are named.</summary>
    [Theory]
    [InlineData(AccessMode.ReadOnly, "manual")]
    [InlineData(AccessMode.Workspace, "manual")]
    [InlineData(AccessMode.Full, "bypassPermissions")]
    public void Its_mode_is_never_its_default_nor_a_bypass_that_nobody_asked_for(AccessMode access, string mode)
    {
        var launch = _claude.Launch(TurnSample.Context(access));
        Assert.Equal(mode, launch.Argv[launch.Argv.ToList().IndexOf("--permission-mode") + 1]);
        Assert.Contains("--verbose", launch.Argv);
        Assert.Equal("/private/prompt.md", launch.InputFile);
    }

    /// <summary>What is said to an agent at work is read after its tool call, not first in its next turn (S3-64).</summary>
    [Fact]
    public void Without_a_screen_urgent_mail_comes_after_a_tool_call_and_nothing_else_does()
    {
        var settings = _claude.Launch(TurnSample.Context()).Files[0].Value;
        Assert.Contains("\"PostToolUse\":[{\"matcher\":\"*\",\"hooks\":[{\"type\":\"command\",\"command\":", settings);
        Assert.Contains("mail check --inject --urgent --runtime claude", settings);
        Assert.DoesNotContain("turn-end", settings);
    }

    /// <summary>A tool that failed calls another hook than one that did not.</summary>
    [Fact]
    public void On_a_screen_its_hooks_tell_all_and_the_guard_begins_a_tool()
    {
        var settings = _claude.Terminal(TurnSample.Context()).Launch.Files[0].Value;
        foreach (var told in new[] { "\"PostToolUseFailure\"", "\"PostToolUse\"", "\"SessionEnd\"", "guard --runtime claude --log", "log turn-end --stdin", "\"skipDangerousModePermissionPrompt\":true" })
        {
            Assert.Contains(told, settings);
        }

        Assert.DoesNotContain("--log", _claude.Launch(TurnSample.Context()).Files[0].Value);
    }
}
