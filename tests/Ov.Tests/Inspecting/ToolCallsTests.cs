using Ov.Core.Inspecting;
using Ov.Core.Ledger;

namespace Ov.Tests.Inspecting;

public sealed class ToolCallsTests
{
    [Fact]
    public void An_end_belongs_to_the_start_of_its_id_else_to_the_last_one_of_its_tool()
    {
        var calls = ToolCalls.Of(
        [
            Start("Bash", "a", """{"input":{"command":"ls"}}"""), Start("Bash", "b"), End("Bash", "a", 10), Start("Read", null), Start("Read", null), End("Read", null, 5), End("Bash", "b", 20),
        ]);
        Assert.Equal(["Bash 10", "Bash 20", "Read -", "Read 5"], calls.Select(call => $"{call.ToolName} {call.DurationMs?.ToString() ?? "-"}"));
        Assert.Equal([false, false, true, false], calls.Select(call => call.Running));
        Assert.Equal("""{"command":"ls"}""", calls[0].Args);
    }

    [Fact]
    public void An_end_without_a_start_is_a_call_of_its_own()
    {
        var call = Assert.Single(ToolCalls.Of([End("Bash", "a", 7)]));
        Assert.Equal((7L, false), (call.DurationMs, call.Running));
    }

    [Fact]
    public void What_an_earlier_turn_left_open_is_not_running()
    {
        var calls = ToolCalls.Of([Start("Bash", "a", at: 1), Start("Read", "b", at: 9)]);
        Assert.Equal([false, true], ToolCalls.Settled(calls, At(5)).Select(call => call.Running));
        Assert.DoesNotContain(ToolCalls.Settled(calls, null), call => call.Running);
    }

    [Fact]
    public void The_most_used_tool_comes_first_and_only_what_ended_counts_for_the_time()
    {
        var stats = ToolCalls.Stats(ToolCalls.Of([Start("Read", null), Start("Bash", "a"), End("Bash", "a", 10), Start("Bash", "b"), End("Bash", "b", 20), Start("Bash", "c")]));
        Assert.Equal([new ToolStat("Bash", 3, 15, 20), new ToolStat("Read", 1, null, null)], stats);
    }

    [Fact]
    public void The_current_file_is_that_of_the_newest_call_about_a_file()
    {
        var calls = ToolCalls.Of([Start("Edit", "a", """{"input":{"file_path":"src/a.cs"}}"""), Start("Edit", "b", """{"input":{"file_path":"src/b.cs"}}"""), Start("Bash", "c", """{"input":{"command":"ls"}}""")]);
        Assert.Equal("src/b.cs", ToolCalls.CurrentFile(calls));
        Assert.Null(ToolCalls.CurrentFile([]));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"input\":7}")]
    [InlineData(null)]
    public void Data_of_any_shape_is_borne(string? data)
    {
        var calls = ToolCalls.Of([Start("Edit", "a", data)]);
        Assert.Equal("{}", calls[0].Args);
        Assert.Null(ToolCalls.CurrentFile(calls));
    }

    private static EventRecord Start(string tool, string? id, string? data = null, long at = 1) => Record("tool.start", tool, id, null, data, at);

    private static EventRecord End(string tool, string? id, long took) => Record("tool.end", tool, id, took, null, 2);

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static EventRecord Record(string type, string tool, string? id, long? took, string? data, long at) =>
        new(1, At(at), type, null, null, "agent-a", null, id, "info", tool, took, data, null);
}
