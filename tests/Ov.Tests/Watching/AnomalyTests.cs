using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Watching;
using Ov.Tests.Support;

namespace Ov.Tests.Watching;

public sealed class AnomalyTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AnomalyFinder Finder = new(5, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(5));
    private static readonly AgentRecord Agent = new(
        "agent-1", "builder-1", 1, "builder", AgentState.Working, Now.AddHours(-2), null, "run-1", "task-1", null, 0, "exec", null, null, "", null, null, null, null, [], false,
        null, null, "s-1", 2, null, 0, "operator", Now.AddHours(-2), Now, null);
    private static readonly AgentPulse Busy = new(true, Liveness.Alive, Liveness.Alive) { TurnHasChild = false };

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void The_sixth_failed_tool_call_of_a_session_is_told(int errors, bool told) =>
        Assert.Equal(told, Kinds(Agent, Busy, [.. Enumerable.Range(1, errors).Select(Failed)]).Contains(AnomalyKind.HighErrorCount));

    [Fact]
    public void A_new_session_begins_to_count_anew() =>
        Assert.Empty(Kinds(Agent, Busy, [.. Enumerable.Range(1, 6).Select(Failed), Event(7, "session.started", null), Failed(8)]));

    [Theory]
    [InlineData("tool")]
    [InlineData("invalid")]
    public void A_call_of_no_tool_is_told_as_a_reason_to_end_it(string tool)
    {
        var found = Assert.Single(Finder.In(Agent, Busy, [Event(1, "tool.start", tool)], Now, true));
        Assert.Equal((AnomalyKind.ModelDegradation, true), (found.Kind, found.IsHigh));
        Assert.Contains("ov stop builder-1", found.Command);
    }

    [Theory]
    [InlineData(59, false, true, false)]
    [InlineData(61, false, true, true)]
    [InlineData(61, true, true, false)]
    [InlineData(61, false, false, false)]
    [InlineData(301, false, true, false)]
    public void A_busy_agent_without_a_tool_at_work_is_told_after_a_minute_until_it_counts_as_stalled(int silentSeconds, bool toolRuns, bool silenceCounts, bool told)
    {
        var agent = Agent with { LastActivityAt = Now.AddSeconds(-silentSeconds) };
        Assert.Equal(told, Finder.In(agent, Busy with { TurnHasChild = toolRuns }, [], Now, silenceCounts).Any(found => found.Kind == AnomalyKind.SessionStall));
    }

    [Fact]
    public void An_idle_agent_never_stalls() =>
        Assert.Empty(Kinds(Agent with { State = AgentState.Idle, LastActivityAt = Now.AddMinutes(-2) }, new AgentPulse(true, Liveness.Alive, null), []));

    [Theory]
    [InlineData(139_999, ContextLevel.Green, false)]
    [InlineData(140_000, ContextLevel.Yellow, false)]
    [InlineData(170_000, ContextLevel.Red, false)]
    [InlineData(184_000, ContextLevel.Critical, true)]
    public void A_filling_window_is_told_at_70_85_and_92_per_cent(long used, ContextLevel level, bool high)
    {
        var agent = Agent with { Context = new AgentContext(used, AgentContext.UsualLimit) };
        Assert.Equal(level, agent.Context.Status);
        Assert.Equal(level != ContextLevel.Green, agent.Context.Warning.Contains("ov compact --body", StringComparison.Ordinal));
        Assert.Equal(level == ContextLevel.Green ? [] : [high], Finder.In(agent, Busy, [], Now, true).Select(found => found.IsHigh));
    }

    [Fact]
    public void Three_equal_calls_in_a_row_are_one_occurrence_however_many_follow()
    {
        EventRecord[] calls = [.. Enumerable.Range(1, 25).Select(number => Event(number, "tool.start", "Bash"))];
        Assert.Empty(Kinds(Agent, Busy, calls[..2]));
        var (third, last) = (Assert.Single(Finder.In(Agent, Busy, calls[..3], Now, true)), Assert.Single(Finder.In(Agent, Busy, calls, Now, true)));
        Assert.Equal((AnomalyKind.RepeatedCall, third.Occurrence), (last.Kind, last.Occurrence));
        Assert.Empty(Kinds(Agent, Busy, [.. calls, Event(26, "tool.start", "Read")]));
    }

    [Theory]
    [InlineData("I will call <tool_call>{\"name\": \"read\"}</tool_call>", true)]
    [InlineData("<function=read>", true)]
    [InlineData("I call the tool now.", false)]
    public void The_marks_of_a_call_in_what_it_says_are_told(string said, bool told) =>
        Assert.Equal(told, Kinds(Agent, Busy, [Event(1, "agent.said", null) with { Text = said }]).Contains(AnomalyKind.ToolTextLeak));

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Several_turns_that_were_broken_off_are_told_as_no_matter_of_haste(int turns, bool told)
    {
        EventRecord[] events = [.. Enumerable.Range(1, turns).Select(number => Event(number, "turn.ended", null) with { Data = "{\"brokenOff\":true}" }), Event(9, "turn.ended", null) with { Text = "turn 9: what it was told was broken off by a person" }];
        Assert.Equal(told ? [true] : [], Finder.In(Agent, Busy, events, Now, true).Select(found => found is { Kind: AnomalyKind.BrokenTurns, IsLow: true }));
    }

    [Theory]
    [InlineData(1_000, null, ContextTrend.Stable)]
    [InlineData(3_000, null, ContextTrend.Growing)]
    [InlineData(100_000, 99_000L, ContextTrend.Stable)]
    [InlineData(100_000, 98_000L, ContextTrend.Growing)]
    [InlineData(40_000, 120_000L, ContextTrend.Stable)]
    public void A_conversation_grows_by_one_per_cent_of_the_window_or_more(long used, long? before, ContextTrend trend) =>
        Assert.Equal(trend, new AgentContext(used, AgentContext.UsualLimit) { Before = before }.Trend);

    [Fact]
    public void What_it_took_before_is_what_it_took_when_the_turn_began()
    {
        var run = _project.AddRun();
        var agent = _project.AddAgent(run, "builder-1");
        using var ledger = _project.OpenLedger();
        AgentContext After(Action<Tx> act) => ledger.Write(tx =>
        {
            act(tx);
            return AgentStore.ById(tx.Sql, agent.Id)!.Context!;
        });
        Assert.Equal(ContextTrend.Growing, After(tx => AgentStore.SetContext(tx, agent.Id, 50_000, null)).Trend);
        Assert.Equal(50_000, After(tx => AgentStore.StartTurn(tx, agent.Id, 2, null)).Before);
        Assert.Equal(ContextTrend.Stable, After(tx => AgentStore.SetContext(tx, agent.Id, 50_100, null)).Trend);
    }

    [Fact]
    public void Each_occurrence_is_one_event_and_one_mail_to_the_lead_and_a_second_tick_says_nothing()
    {
        var run = _project.AddRun();
        var lead = _project.AddAgent(run, "lead-1", "lead");
        var agent = _project.AddAgent(run, "builder-1", parent: lead);
        using var ledger = _project.OpenLedger();
        ledger.Write(tx =>
        {
            AgentStore.StartTurn(tx, agent.Id, 1, null);
            AgentStore.SetContext(tx, agent.Id, 86, 100);
            tx.Record(new EventDraft("tool.start") { AgentId = agent.Id, Tool = "tool", Text = "tool" });
            for (var number = 0; number < 6; number++)
            {
                tx.Record(new EventDraft("tool.end") { AgentId = agent.Id, Tool = "Bash", Level = "warn", Data = "{\"status\":\"failed\"}" });
            }
        });
        Assert.Equal(["told of", "told of", "told of"], Tick());
        Assert.Empty(Tick());
        var mail = ledger.Read(sql => MailStore.Queued(sql, "lead-1"));
        Assert.Equal(["builder-1: model degradation", "builder-1: high error count", "builder-1: context filling"], mail.Select(one => one.Subject));
        Assert.Equal([MailPriority.High, MailPriority.Normal, MailPriority.Normal], mail.Select(one => one.Priority));
        Assert.Equal(3, ledger.Read(sql => sql.Number("SELECT count(*) FROM event WHERE type = 'agent.anomaly'")));
    }

    private List<string> Tick()
    {
        using var app = _project.App();
        return [.. Core.Watching.Tick.Run(app, false, new WatchMemory(DateTimeOffset.UtcNow.AddMinutes(-2)), TestContext.Current.CancellationToken).Decisions.Where(one => one.Subject == "builder-1").Select(one => one.Action)];
    }

    private static List<AnomalyKind> Kinds(AgentRecord agent, AgentPulse pulse, EventRecord[] events) => [.. Finder.In(agent, pulse, events, Now, true).Select(found => found.Kind)];

    private static EventRecord Failed(int number) => Event(number, "tool.end", $"Tool{number}") with { Level = "warn", Data = "{\"status\":\"failed\"}" };

    private static EventRecord Event(int seq, string type, string? tool) => new(seq, Now, type, "run-1", "builder-1", "agent-1", null, null, "info", tool, null, null, tool);
}
