using System.Text.Json;
using Ov.Core;
using Ov.Core.Runtimes;
using Ov.Core.Runtimes.OpenCode;

namespace Ov.Tests.Runtimes;

public sealed class OpenCodeTests
{
    private readonly OpenCodeRuntime _opencode = new();

    [Fact]
    public void A_recorded_turn_is_told_in_our_own_words()
    {
        var reader = _opencode.Reader(TurnSample.Context());
        var facts = TurnSample.Read(reader, TurnSample.Lines("opencode.jsonl"));
        Assert.Equal(
            [
                "session ses_e00d2a8b7ffeMNS59oKTKIL47H", "said I begin", "start bash", "end bash Ok", "used 150 20 1000 0", "start bash", "end bash Denied", "used 150 20 1000 0", "start write", "end write Denied",
                "used 150 20 1000 0", "start bash", "end bash Ok", "used 150 20 1000 0", "start bash", "end bash Failed", "used 150 20 1000 0", "said end", "used 150 20 1000 0",
            ],
            facts.Select(TurnSample.Told));
        Assert.Equal(360, facts.OfType<TurnFact.ToolEnded>().First().DurationMs);
        Assert.Equal(0.00035m, facts.OfType<TurnFact.Used>().First().Usage.CostUsd);
        Assert.Null(reader.Verdict(0, ""));
    }

    [Theory]
    [InlineData(AccessMode.ReadOnly, "deny")]
    [InlineData(AccessMode.Workspace, "allow")]
    public void Rules_go_in_by_environment_and_leave_nothing_to_be_asked_for(AccessMode access, string edit)
    {
        var launch = _opencode.Launch(TurnSample.Context(access, "ses_1"));
        var permission = JsonDocument.Parse(launch.Variables["OPENCODE_CONFIG_CONTENT"]).RootElement.GetProperty("permission");
        Assert.Equal(edit, permission.GetProperty("edit").GetString());
        Assert.Equal("deny", permission.GetProperty("bash").GetProperty("git push*").GetString());
        Assert.Equal("deny", permission.GetProperty("external_directory").GetProperty("*").GetString());
        Assert.DoesNotContain("ask", permission.GetRawText());
        // With one it fetches packages into the user's configuration at each start.
        Assert.DoesNotContain("plugin", launch.Variables["OPENCODE_CONFIG_CONTENT"]);
        Assert.Equal(["opencode", "run", "--format", "json", "-s", "ses_1", "-m", "model-1"], launch.Argv);
        Assert.Equal("/private/prompt.md", launch.InputFile);
    }

    [Fact]
    public void What_the_users_environment_sets_stays_and_what_is_no_JSON_is_refused()
    {
        var turn = TurnSample.Context() with { RoleFile = "/private/role.md" };
        var settings = JsonDocument.Parse(OpenCodeSettings.Of(turn, """{"theme":"dark","instructions":["mine.md"],"permission":{"bash":"deny"}}""")).RootElement;
        Assert.Equal("dark", settings.GetProperty("theme").GetString());
        Assert.Equal(["mine.md", "/private/role.md"], settings.GetProperty("instructions").EnumerateArray().Select(one => one.GetString()!));
        Assert.Equal("allow", settings.GetProperty("permission").GetProperty("bash").GetProperty("*").GetString());
        Assert.Equal(ErrorCode.InvalidConfig, Assert.Throws<OvException>(() => OpenCodeSettings.Of(turn, "not JSON")).Code);
    }

    [Theory]
    [InlineData(400, TurnFailureKind.Refused)]
    [InlineData(401, TurnFailureKind.Login)]
    [InlineData(429, TurnFailureKind.Limit)]
    public void An_error_is_judged_by_its_status(int status, TurnFailureKind kind)
    {
        var reader = _opencode.Reader(TurnSample.Context());
        TurnSample.Read(reader, """{"type":"error","sessionID":"ses_1","error":{"name":"APIError","data":{"message":"no","statusCode":STATUS}}}""".Replace("STATUS", $"{status}", StringComparison.Ordinal));
        Assert.Equal(kind, reader.Verdict(1, "")!.Kind);
    }

    [Fact]
    public void A_session_that_is_gone_is_told_apart_and_so_is_an_end_without_an_answer()
    {
        Assert.Equal(TurnFailureKind.SessionLost, _opencode.Reader(TurnSample.Context()).Verdict(1, "\e[91m\e[1mError: \e[0mSession not found")!.Kind);
        Assert.Equal(TurnFailureKind.Process, _opencode.Reader(TurnSample.Context()).Verdict(0, "")!.Kind);
    }
}
