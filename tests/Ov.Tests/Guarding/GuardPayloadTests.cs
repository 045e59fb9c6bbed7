using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Guarding;

namespace Ov.Tests.Guarding;

/// <summary>What runtimes hand to their hooks, in the shapes that were seen.</summary>
public sealed class GuardPayloadTests
{
    private static readonly string[] Pieces =
    [
        "{\"tool_name\":", "\"Bash\"", ",\"tool_input\":", "{\"command\":", "[", "]", "}", "null", "1", "\"\\ud800\"", ",", "\"path\":\"\\u0000\"", "{\"tool\":\"write\",\"args\":{\"path\":\"\\u0000\"}}", " ",
        "{\"toolName\":\"bash\",\"toolArgs\":\"{\"", "{\"toolName\":\"bash\",\"toolArgs\":\"{}\"}",
    ];

    [Theory]
    [InlineData("claude", """{"session_id":"s","transcript_path":"/t","cwd":"/tree","permission_mode":"default","hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"git push","description":"Push"},"tool_use_id":"toolu_1"}""")]
    [InlineData("codex", """{"session_id":"s","turn_id":"t","cwd":"/tree","hook_event_name":"PreToolUse","model":"m","tool_name":"Bash","tool_input":{"command":"git push"},"tool_use_id":"call_1"}""")]
    [InlineData("gemini", """{"session_id":"s","cwd":"/tree","hook_event_name":"BeforeTool","timestamp":"2026-01-01T00:00:00Z","tool_name":"run_shell_command","tool_input":{"command":"git push"}}""")]
    [InlineData("copilot", """{"sessionId":"s","timestamp":1,"cwd":"/tree","toolName":"bash","toolArgs":{"command":"git push","description":"d"}}""")]
    [InlineData("copilot, arguments as text", """{"sessionId":"s","cwd":"/tree","toolName":"bash","toolArgs":"{\"command\":\"git push\"}"}""")]
    [InlineData("pi", """{"type":"tool_call","toolName":"bash","toolCallId":"c","input":{"command":"git push"}}""")]
    [InlineData("opencode", """{"tool":"bash","sessionID":"s","callID":"c","args":{"command":"git push"}}""")]
    [InlineData("words", """{"tool_name":"shell","tool_input":{"command":["git","push"]}}""")]
    public void A_shell_command_is_found(string runtime, string payload)
    {
        var call = Assert.IsType<GuardCall.Shell>(Read(payload));
        Assert.Equal("git push", call.Text.Replace("'", "", StringComparison.Ordinal));
        Assert.True(call.Folder == "/tree", runtime);
    }

    [Theory]
    [InlineData("""{"cwd":"/tree","tool_name":"Write","tool_input":{"file_path":"/tree/a.cs","content":"x"}}""")]
    [InlineData("""{"cwd":"/tree","tool_name":"Edit","tool_input":{"file_path":"a.cs","old_string":"a","new_string":"b"}}""")]
    [InlineData("""{"cwd":"/tree","tool_name":"MultiEdit","tool_input":{"edits":[],"file_path":"./x/../a.cs"}}""")]
    [InlineData("""{"cwd":"/tree","tool_name":"NotebookEdit","tool_input":{"notebook_path":"/tree/a.cs"}}""")]
    [InlineData("""{"cwd":"/tree","tool_name":"write_file","tool_input":{"file_path":"a.cs","content":"{\"tool_name\":\"Bash\"}"}}""")]
    [InlineData("""{"cwd":"/tree","tool_name":"replace","tool_input":{"file_path":"/tree/a.cs"}}""")]
    [InlineData("""{"cwd":"/tree","toolName":"create","toolArgs":{"path":"/tree/a.cs","file_text":"x"}}""")]
    [InlineData("""{"cwd":"/tree","toolName":"str_replace_editor","toolArgs":{"command":"create","path":"/tree/a.cs"}}""")]
    [InlineData("""{"type":"tool_call","toolName":"write","input":{"path":"a.cs","content":"x"}}""")]
    [InlineData("""{"tool":"edit","args":{"filePath":"/tree/a.cs","oldString":"a"}}""")]
    [InlineData("""{"cwd":"/tree","tool_name":"apply_patch","tool_input":{"command":"*** Begin Patch\n*** Update File: a.cs\n@@\n-a\n+*** Add File: no.cs\n*** End Patch"}}""")]
    [InlineData("""{"tool":"patch","args":{"patchText":"*** Begin Patch\n*** Add File: a.cs\n+x\n*** End Patch"}}""")]
    public void A_changed_file_is_found(string payload) => Assert.Equal(["/tree/a.cs"], Assert.IsType<GuardCall.Files>(Read(payload)).Paths);

    [Fact]
    public void A_patch_names_all_its_files()
    {
        const string patch = "*** Begin Patch\\n*** Add File: a\\n+x\\n*** Update File: b\\n*** Move to: c/d\\n@@\\n*** Delete File: /e\\n*** End Patch";
        var call = Assert.IsType<GuardCall.Files>(Read($$$"""{"cwd":"/tree","tool_name":"apply_patch","tool_input":{"command":"{{{patch}}}"}}"""));
        Assert.Equal(["/tree/a", "/tree/b", "/tree/c/d", "/e"], call.Paths);
    }

    [Theory]
    [InlineData("""{"cwd":"/tree","tool_name":"Read","tool_input":{"file_path":"/etc/hosts"}}""")]
    [InlineData("""{"cwd":"/tree","toolName":"str_replace_editor","toolArgs":{"command":"view","path":"/etc/hosts"}}""")]
    [InlineData("""{"tool_name":"Task","tool_input":null}""")]
    public void Other_tools_are_only_named(string payload) => Assert.IsType<GuardCall.Other>(Read(payload));

    [Fact]
    public void A_payload_without_a_tool_tells_of_no_call() => Assert.Null(Read("""{"hook_event_name":"Stop","cwd":"/tree"}"""));

    [Theory]
    [InlineData("claude", "hookSpecificOutput.permissionDecision", "deny", "hookSpecificOutput.permissionDecisionReason")]
    [InlineData("codex", "hookSpecificOutput.permissionDecision", "deny", "hookSpecificOutput.permissionDecisionReason")]
    [InlineData("gemini", "decision", "deny", "reason")]
    [InlineData("copilot", "permissionDecision", "deny", "permissionDecisionReason")]
    [InlineData("pi", "block", "True", "reason")]
    [InlineData("opencode", "block", "True", "reason")]
    [InlineData("plain", "allowed", "False", "reason")]
    public void A_denial_has_the_runtimes_own_form(string runtime, string field, string value, string reason)
    {
        using var answer = JsonDocument.Parse(GuardAnswerForm.Of(runtime, GuardVerdict.Deny(GuardRules.NoPush, "It would push.")));
        Assert.Equal(value, At(answer.RootElement, field).ToString());
        Assert.Contains("It would push.", At(answer.RootElement, reason).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void To_allow_is_to_say_nothing() => Assert.All(GuardAnswerForm.Words, runtime => Assert.Equal("", GuardAnswerForm.Of(runtime, GuardVerdict.Allow)));

    [Fact]
    public void Whatever_comes_is_read_or_is_no_json() =>
        Prop.ForAll(Gen.Choose(0, 12).SelectMany(length => Gen.Elements(Pieces).ArrayOf(length)).Select(string.Concat).ToArbitrary(), Answers)
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static bool Answers(string text)
    {
        try
        {
            Read(text);
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException)
        {
            // The hook says so in one line.
        }

        return true;
    }

    private static GuardCall? Read(string payload) => GuardPayload.Read(Encoding.UTF8.GetBytes(payload), "/tree");

    private static JsonElement At(JsonElement element, string path) => path.Split('.').Aggregate(element, (at, name) => at.GetProperty(name));
}
