using Ov.Core.Runtimes;
using Ov.Core.Runtimes.Pi;

namespace Ov.Tests.Runtimes;

public sealed class PiTests
{
    private readonly PiRuntime _pi = new();

    [Fact]
    public void A_recorded_turn_is_told_in_our_own_words_and_each_message_is_counted_once()
    {
        var reader = _pi.Reader(TurnSample.Context());
        var facts = TurnSample.Read(reader, TurnSample.Lines("pi.jsonl"));
        Assert.Equal(
            [
                "session 01a1ff2e-2c11-747f-a9fa-5aaa9af88a8b", "said I begin", "used 150 20 1000 0", "start bash", "end bash Failed", "used 150 20 1000 0", "start bash", "end bash Failed", "used 150 20 1000 0",
                "start write", "end write Ok", "used 150 20 1000 0", "start bash", "end bash Ok", "used 150 20 1000 0", "start bash", "end bash Failed", "said end", "used 150 20 1000 0",
            ],
            facts.Select(TurnSample.Told));
        Assert.Equal(("scripted", 0.00035m), (facts.OfType<TurnFact.Used>().First().Usage.Model, facts.OfType<TurnFact.Used>().First().Usage.CostUsd));
        Assert.Null(reader.Verdict(0, ""));
    }

    [Fact]
    public void A_request_that_failed_is_a_failure_although_the_status_is_0()
    {
        var reader = _pi.Reader(TurnSample.Context());
        const string Message = """{"role":"assistant","content":[],"model":"scripted","usage":{"input":0,"output":0,"totalTokens":0},"stopReason":"error","errorMessage":"401 invalid x-api-key"}""";
        var facts = TurnSample.Read(reader, """{"type":"agent_start"}""", $$"""{"type":"message_end","message":{{Message}}}""", $$"""{"type":"agent_end","messages":[{{Message}}]}""");
        Assert.Equal(["trouble"], facts.Select(TurnSample.Told));
        Assert.Equal(TurnFailureKind.Login, reader.Verdict(0, "")!.Kind);
    }

    [Fact]
    public void A_session_that_is_gone_or_belongs_to_another_folder_is_lost()
    {
        Assert.Equal(TurnFailureKind.SessionLost, _pi.Reader(TurnSample.Context()).Verdict(1, "No session found matching '9'")!.Kind);
        Assert.Equal(TurnFailureKind.SessionLost, _pi.Reader(TurnSample.Context()).Verdict(0, "Fork this session into current directory? [y/N] Aborted.")!.Kind);
        Assert.Equal(TurnFailureKind.Process, _pi.Reader(TurnSample.Context()).Verdict(0, "")!.Kind);
    }

    [Fact]
    public void A_call_that_the_guard_refused_is_told_from_one_that_failed()
    {
        var facts = TurnSample.Read(
            _pi.Reader(TurnSample.Context()),
            $$$"""{"type":"tool_execution_end","toolCallId":"c","toolName":"bash","isError":true,"result":{"content":[{"type":"text","text":"{{{PiExtension.Mark}}}no push"}]}}""");
        Assert.Equal(["end bash Denied"], facts.Select(TurnSample.Told));
    }

    [Fact]
    public void Readers_have_no_editing_tools_and_the_guard_is_a_private_file()
    {
        var launch = _pi.Launch(TurnSample.Context(AccessMode.ReadOnly, "s-1"));
        Assert.Contains("read,grep,find,ls,bash", launch.Argv);
        Assert.Equal("/private/prompt.md", launch.InputFile);
        Assert.Equal(("/private/pi-guard.mjs", true), (launch.Files[0].Key, launch.Files[0].Value.Contains("spawnSync(\"/private/bin/ov\"", StringComparison.Ordinal)));
        Assert.DoesNotContain("--tools", _pi.Launch(TurnSample.Context()).Argv);
    }
}
