using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Codex;

namespace Ov.Tests.Runtimes;

public sealed class CodexTests
{
    private const string Refused = """{"type":"turn.failed","error":{"message":"{\"error\": {\"type\": \"invalid_request_error\", \"message\": \"no such model\", \"code\": null}}"}}""";

    private readonly CodexRuntime _codex = new();

    [Fact]
    public void A_recorded_turn_is_told_in_our_own_words()
    {
        var reader = _codex.Reader(TurnSample.Context());
        Assert.Equal(
            [
                "session 01a1ff2b-949d-7561-9767-cb486d1c9ff2", "said I begin", "start Bash", "end Bash Ok", "start apply_patch", "end apply_patch Ok", "start Bash", "end Bash Failed", "said end",
                "used 500 100 5000 250 of session",
            ],
            TurnSample.Read(reader, TurnSample.Lines("codex.jsonl")).Select(TurnSample.Told));
        Assert.Null(reader.Verdict(0, ""));
    }

    [Fact]
    public void Items_of_two_turns_have_different_ids_although_they_are_numbered_anew()
    {
        var first = TurnSample.Read(_codex.Reader(TurnSample.Context()), TurnSample.Lines("codex.jsonl")).OfType<TurnFact.ToolStarted>().First();
        Assert.StartsWith("4.item_", first.Id);
    }

    [Fact]
    public void The_prompt_is_standard_input_and_a_session_is_resumed()
    {
        var launch = _codex.Launch(TurnSample.Context(session: "thread-1"));
        Assert.Equal("/private/prompt.md", launch.InputFile);
        Assert.Equal(["resume", "thread-1", "-"], launch.Argv.TakeLast(3));
        Assert.DoesNotContain("the prompt", launch.Argv);
    }

    /// <summary>Its background server would outlive the screen; hooks that nobody reviewed are left out without a word; project hooks of a worktree are never read.</summary>
    [Fact]
    public void On_a_screen_it_has_no_background_server_and_its_hooks_are_arguments_that_need_no_review()
    {
        var argv = _codex.Terminal(TurnSample.Context(session: "thread-1")).Launch.Argv;
        Assert.Equal(["codex", "resume", "--no-daemon"], argv.Take(3));
        Assert.Contains("--dangerously-bypass-hook-trust", argv);
        Assert.DoesNotContain("--full-auto", argv);
        Assert.Contains(argv, word => word.StartsWith("hooks.PreToolUse=", StringComparison.Ordinal) && word.Contains("guard --runtime codex --log || true", StringComparison.Ordinal));
        Assert.Contains(argv, word => word.StartsWith("hooks.Stop=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(AccessMode.ReadOnly, false, false)]
    [InlineData(AccessMode.Workspace, true, false)]
    [InlineData(AccessMode.Full, false, true)]
    public void The_sandbox_is_off_only_where_that_was_asked_for(AccessMode access, bool writesWorktree, bool isOff)
    {
        var words = string.Join(' ', _codex.Launch(TurnSample.Context(access)).Argv);
        Assert.Equal(isOff, words.Contains("--dangerously-bypass-approvals-and-sandbox", StringComparison.Ordinal));
        Assert.Equal(writesWorktree, words.Contains("\"/home/user/repo\"=\"write\"", StringComparison.Ordinal));
        Assert.Equal(!isOff, words.Contains("\"/home/user/repo/.git/overstory\"=\"write\"", StringComparison.Ordinal));
        Assert.Contains("guard --runtime codex", words);
    }

    [Fact]
    public void Words_of_any_kind_stay_one_value() => Assert.Equal("\"a \\\"b\\\" \\\\ c\\nd\\te\\u0001 ü\"", Toml.Text("a \"b\" \\ c\nd\te\u0001 ü"));

    [Theory]
    [InlineData(Refused, 1, "", TurnFailureKind.Refused)]
    [InlineData("""{"type":"turn.failed","error":{"message":"unexpected status 401 Unauthorized: invalid x-api-key"}}""", 1, "", TurnFailureKind.Login)]
    [InlineData("""{"type":"turn.failed","error":{"message":"exceeded retry limit, last status: 429 Too Many Requests"}}""", 1, "", TurnFailureKind.Limit)]
    [InlineData("""{"type":"turn.started"}""", 1, "Error: thread/resume failed: no rollout found for thread id 9 (code -32600)", TurnFailureKind.SessionLost)]
    [InlineData("""{"type":"turn.started"}""", 0, "", TurnFailureKind.Process)]
    public void A_turn_that_did_not_complete_failed(string line, int exit, string lastWords, TurnFailureKind kind)
    {
        var reader = _codex.Reader(TurnSample.Context());
        TurnSample.Read(reader, line);
        Assert.Equal(kind, reader.Verdict(exit, lastWords)!.Kind);
    }

    [Fact]
    public void A_warning_is_no_failure_and_an_unknown_line_is_kept()
    {
        var reader = _codex.Reader(TurnSample.Context());
        var facts = TurnSample.Read(
            reader, """{"type":"item.completed","item":{"id":"item_0","type":"error","message":"Model metadata not found."}}""", """{"type":"something.new"}""", """{"type":"turn.completed","usage":{"input_tokens":10}}""");
        Assert.Equal(["trouble", "unread", "used 10 0 0 0 of session"], facts.Select(TurnSample.Told));
        Assert.Null(reader.Verdict(0, ""));
    }
}
