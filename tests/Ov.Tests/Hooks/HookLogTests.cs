using Ov.Core.Agents;
using Ov.Core.Hooks;
using Ov.Core.Ledger;
using Ov.Tests.Support;

namespace Ov.Tests.Hooks;

public sealed class HookLogTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly string _clock;

    public HookLogTests()
    {
        _clock = Path.Combine(_project.Folder, "clock");
        _project.AddAgent(_project.AddRun(), "builder-1");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_tool_call_is_measured_by_its_own_id_even_when_calls_of_one_tool_overlap()
    {
        Log(0, HookEvent.ToolStart, "Bash", "a");
        Log(100, HookEvent.ToolStart, "Bash", "b");
        Log(150, HookEvent.ToolEnd, "Bash", "a");
        Log(170, HookEvent.ToolEnd, "Bash", "b");
        Assert.Equal([150L, 70L], Durations());
    }

    [Fact]
    public void Without_an_id_an_end_takes_the_last_start_that_none_has_taken()
    {
        Log(0, HookEvent.ToolStart, "Bash", null);
        Log(100, HookEvent.ToolStart, "Read", null);
        Log(200, HookEvent.ToolStart, "Bash", null);
        Log(250, HookEvent.ToolEnd, "Bash", null);
        Log(300, HookEvent.ToolEnd, "Bash", null);
        Log(400, HookEvent.ToolEnd, "Bash", null);
        Assert.Equal([50L, 300L, null], Durations());
    }

    [Fact]
    public void An_event_bears_its_run_its_time_zone_and_its_agent_which_counts_as_alive()
    {
        Log(5000, HookEvent.SessionEnd, null, null);
        using var ledger = _project.OpenLedger();
        var (agent, last) = ledger.Read(sql => (AgentStore.Live(sql, "builder-1")!, EventStore.Newest(sql, 1).Single()));
        Assert.Equal(("session.end", agent.RunId, agent.Id, TimeSpan.Zero), (last.Type, last.RunId, last.AgentId, last.At.Offset));
        Assert.Equal(last.At, agent.LastActivityAt);
        Assert.Equal(AgentState.Working, agent.State);
    }

    [Fact]
    public void No_secret_of_a_tool_call_is_in_the_ledger()
    {
        using (var app = _project.AgentApp("builder-1"))
        {
            HookLog.Record(app, app.Caller, HookEvent.ToolStart, HookPayload.Parse("""{"tool_name":"Bash","tool_input":{"command":"TOKEN=verysecretvalue make"}}"""u8, app.Redactor));
        }

        using var ledger = _project.OpenLedger();
        var kept = ledger.Read(sql => EventStore.Newest(sql, 1).Single());
        Assert.Equal("Bash: TOKEN=[redacted] make", kept.Text);
        Assert.DoesNotContain("verysecretvalue", kept.Data, StringComparison.Ordinal);
    }

    private void Log(int milliseconds, HookEvent what, string? tool, string? id)
    {
        File.WriteAllText(_clock, DateTimeOffset.UnixEpoch.AddDays(1).AddMilliseconds(milliseconds).ToString("O"));
        using var app = _project.App(
            ("OVERSTORY_AGENT_NAME", "builder-1"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("builder-1")), ("OV_TEST_CLOCK", _clock));
        HookLog.Record(app, app.Caller, what, HookReport.Empty with { Tool = tool, ToolUseId = id });
    }

    private List<long?> Durations()
    {
        using var ledger = _project.OpenLedger();
        return ledger.Read(sql => EventStore.After(sql, 0, 100)).Where(record => record.Type == "tool.end").Select(record => record.DurationMs).ToList();
    }
}
