using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Checks;
using Ov.Core.Costs;
using Ov.Core.Feeds;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Feeds;

/// <summary>Traces, what went wrong, and how things stood.</summary>
public sealed class LookingBackTests : IDisposable
{
    private static readonly FeedQuery Any = new([], null, [], null, null, 100);

    private readonly TestProject _project = TestProject.Create();
    private readonly OvApp _app;

    public LookingBackTests() => _app = _project.App();

    public void Dispose()
    {
        _app.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void A_trace_puts_how_long_a_tool_and_a_turn_took_on_their_beginning_and_keeps_bad_ends()
    {
        var agent = _project.AddAgent(_project.AddRun(), "builder-1");
        Record(
            new EventDraft("turn.started") { AgentId = agent.Id }, Tool("tool.start", "a"), Tool("tool.start", "b"), Tool("tool.end", "a") with { DurationMs = 70 },
            Tool("tool.end", "b") with { DurationMs = 90, Level = "warn" }, new EventDraft("turn.ended") { AgentId = agent.Id, DurationMs = 4000, Text = "turn 1: ended well" });
        var trace = TraceReader.Read(_app, "builder-1", Any);
        Assert.Equal(("agent", agent.Id, 6), (trace.Kind, trace.Id, trace.Total));
        Assert.Equal([4000, 70, 90, 70, 90, 4000], trace.Events.Select(record => record.ToolDurationMs!.Value));
        Assert.Equal("a", trace.Events.Single(record => trace.Told.Contains(record.Seq)).Subject);

        EventDraft Tool(string type, string id) => new(type) { AgentId = agent.Id, Subject = id, Tool = "Bash" };
    }

    [Fact]
    public void A_trace_is_of_a_run_a_task_or_all_incarnations_of_a_name_and_of_nothing_else()
    {
        var run = _project.AddRun();
        var task = _project.AddTask(run, "Work");
        var first = _project.AddAgent(run, "builder-1", task: task);
        _app.Ledger.Write(tx => tx.Sql.Run("UPDATE agent SET ended_at = 1, state = 'stopped' WHERE id = ?1", first.Id));
        var second = _project.AddAgent(run, "builder-1");
        Record(
            new EventDraft("test.one") { AgentId = first.Id, RunId = run.Id, TaskId = task.Id, Text = "1" }, new EventDraft("test.two") { AgentId = second.Id, RunId = run.Id, Text = "2" },
            new EventDraft("test.other") { Text = "3" });
        Assert.Equal(["1", "2"], Texts("builder-1"));
        Assert.Equal(["1"], Texts(first.Id));
        Assert.Equal(["1"], Texts("1"));
        Assert.Equal(["1", "2"], Texts("run-1"));
        Assert.Equal("run", TraceReader.Read(_app, "run-1", Any).Kind);
        Refusal.Of(ErrorCode.NotFound, () => TraceReader.Read(_app, "bilder-1", Any));

        List<string> Texts(string target) => [.. TraceReader.Read(_app, target, Any with { Types = ["test"] }).Events.Select(record => record.Text!)];
    }

    [Fact]
    public void What_went_wrong_alike_is_one_group_with_its_first_and_last_time_and_whom_it_happened_to()
    {
        var run = _project.AddRun();
        var (one, other) = (_project.AddAgent(run, "alice"), _project.AddAgent(run, "bob"));
        Record(
            Bad(one.Id, "turn 1: exit status 3"), new EventDraft("turn.ended") { AgentId = one.Id, Text = "turn 2: ended well" }, Bad(other.Id, "turn 7: exit status 1"),
            new EventDraft("runtime.trouble") { AgentId = one.Id, Level = "error", Text = "no network" });
        var report = ErrorReader.Read(_app, Any);
        Assert.Equal(["no network", "turn 7: exit status 1"], report.Groups.Select(group => group.Text));
        Assert.Equal((2, "alice, bob"), (report.Groups[1].Count, string.Join(", ", report.Groups[1].Agents)));
        Assert.Equal(3, report.Events.Count);
        Assert.Single(ErrorReader.Read(_app, Any with { Agents = ["bob"] }).Groups);
        Assert.Empty(ErrorReader.Read(_app, Any with { After = report.Next }).Groups);

        static EventDraft Bad(string agent, string text) => new("turn.ended") { AgentId = agent, Level = "warn", Text = text };
    }

    [Fact]
    public void How_things_stood_is_told_from_the_events_up_to_then()
    {
        var run = _project.AddRun();
        var task = _project.AddTask(run, "Work");
        var agent = _project.AddAgent(run, "builder-1");
        _app.Ledger.Write(tx => tx.Sql.Run("UPDATE run SET created_at = 0"));
        _app.Ledger.Write(tx => tx.Sql.Run("UPDATE agent SET created_at = 1000"));
        _app.Ledger.Write(tx => tx.Sql.Run("UPDATE task SET created_at = 500"));
        _app.Ledger.Write(tx => tx.Sql.Run("DELETE FROM event"));
        At(500, "task.added", null, task.Id);
        At(1000, "agent.booting", agent.Id, null);
        At(2000, "agent.working", agent.Id, task.Id);
        At(2000, "task.in_progress", agent.Id, task.Id);
        At(3000, "agent.said", agent.Id, task.Id);
        At(4000, "task.completed", agent.Id, task.Id);
        At(5000, "agent.idle", agent.Id, task.Id);
        Assert.Equal(("pending", "no agent"), Stood(700));
        Assert.Equal(("pending", "booting"), Stood(1500));
        Assert.Equal(("in_progress", "working"), Stood(3500));
        Assert.Equal(("completed", "idle"), Stood(6000));
        var steps = MomentReader.Steps(_app, Any).ToList();
        Assert.Equal(7, steps.Count);
        Assert.Equal(1, steps[3].Tasks["in_progress"]);
        Assert.Equal((1, 1), (steps[^1].Agents["idle"], steps[^1].Tasks["completed"]));

        (string Task, string Agent) Stood(long ms)
        {
            var moment = MomentReader.At(_app, DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("o"));
            return (moment.Tasks.Single().State.Word(), moment.Agents is [var one] ? one.State.Word() : "no agent");
        }

        void At(long ms, string type, string? agentId, string? taskId) => _app.Ledger.Write(tx => tx.Sql.Run(
            "INSERT INTO event(at, type, level, agent_id, task_id, run_id) VALUES (?1, ?2, 'info', ?3, ?4, ?5)", ms, type, agentId, taskId, run.Id));
    }

    [Fact]
    public void Each_decision_retry_and_failure_of_a_run_is_played_back_in_its_order_and_ends_where_the_run_stands()
    {
        using var app = _project.OperatorApp();
        var run = RunStarter.Start(app, Caller.Operator, new RunStart("export", "main") { Template = TemplateSource.Named(app, "packages") });
        var task = app.Ledger.Write(tx => TaskAdder.Add(tx, run, new TaskDraft("Work"), Caller.Operator));
        var plan = GateOpener.Open(app, Caller.Operator, run, new GateDraft(GateKind.Plan, "Like this?"));
        GateDecider.Decide(app, Caller.Operator, plan, GateAnswer.Approve, "Go.");
        var agent = _project.AddAgent(run, "builder-1", task: task);
        VerdictRecorder.Record(app, Caller.Operator, task, CheckRound.Review, """{"verdict": "changes-requested", "issues": [{"severity": "high", "finding": "May be null.", "suggestion": "Return a list."}]}""");
        app.Ledger.Write(tx => AgentEnder.End(tx, tx.Files, AgentStore.ById(tx.Sql, agent.Id)!, AgentState.Failed, "builder-1", "out of ideas", TaskAfter.Fail));
        TaskReopener.Reopen(app, Caller.Operator, app.Ledger.Read(sql => TaskStore.ById(sql, task.Id)!), "once more");

        var steps = MomentReader.Steps(app, Any with { After = 0 }).ToList();
        var told = steps.Where(step => step.Event.RunId == run.Id).Select(step => step.Event.EventType).ToList();
        Assert.Equal(
            ["run.started", "task.added", "gate.opened", "gate.decided", "run.stage", "task.in_progress", "check.failed", "agent.failed", "task.failed", "task.pending"],
            told.Where(type => !type.StartsWith("message", StringComparison.Ordinal) && !type.StartsWith("mail", StringComparison.Ordinal) && type is not ("agent.booting" or "agent.working" or "note.written")));
        Assert.Contains(steps, step => step.Event is { EventType: "gate.decided", Text: "plan: approve, Go." });
        Assert.Contains(steps, step => step.Event is { EventType: "check.failed", Text: { } text } && text.Contains("review:", StringComparison.Ordinal));
        Assert.Equal(new Dictionary<string, int> { ["pending"] = 1 }, steps[^1].Tasks);
    }

    [Fact]
    public void Metrics_tell_success_turns_and_tokens_by_role_and_runtime()
    {
        var run = _project.AddRun();
        var (done, failed) = (_project.AddAgent(run, "alice"), _project.AddAgent(run, "bob"));
        _project.AddAgent(run, "carol", role: "scout");
        _app.Ledger.Write(tx =>
        {
            tx.Sql.Run("UPDATE agent SET state = 'completed', ended_at = created_at + 5000, turn = 2 WHERE id = ?1", done.Id);
            tx.Sql.Run("UPDATE agent SET state = 'failed', ended_at = created_at WHERE id = ?1", failed.Id);
            tx.Record(new EventDraft("turn.ended") { AgentId = done.Id, DurationMs = 100 });
            tx.Record(new EventDraft("turn.ended") { AgentId = done.Id, DurationMs = 300, Level = "warn" });
            tx.Sql.Run(
                """
                INSERT INTO usage(at, agent_id, run_id, role, runtime, turn, input, output, cache_read, cache_write, reasoning, cost_micros)
                VALUES (1, ?1, ?2, 'builder', 'exec', 1, 10, 20, 30, 40, 0, 1500000)
                """, done.Id, run.Id);
        });
        var report = MetricsReader.Read(_app, null, null, 2);
        Assert.Equal(["carol", "bob"], report.Sessions.Select(session => session.AgentName));
        Assert.True(report.More);
        var builders = report.ByRole.Single(sum => sum.Name == "builder");
        Assert.Equal((2, 0.5m, 2, 1, 200, 300), (builders.Agents, builders.SuccessRate!.Value, builders.Turns, builders.FailedTurns, builders.AvgTurnMs!.Value, builders.MaxTurnMs!.Value));
        Assert.Equal((10, 20, 30, 40, 1.5m), (builders.InputTokens, builders.OutputTokens, builders.CacheReadTokens, builders.CacheWriteTokens, builders.CostUsd!.Value));
        Assert.Null(report.ByRole.Single(sum => sum.Name == "scout").SuccessRate);
        Assert.Equal(3, report.ByRuntime.Single().Agents);
        Assert.Equal(5000, MetricsReader.Read(_app, null, null, 3).Sessions[^1].DurationMs);
    }

    /// <summary>Each beginning of a filter, and the index from which its newest events come.</summary>
    [Theory]
    [InlineData("task_id = 'a'", "event_task")]
    [InlineData("agent_id = 'a'", "event_agent")]
    [InlineData("run_id = 'a'", "event_run")]
    [InlineData("level IN ('warn', 'error')", "event_trouble")]
    [InlineData("type = 'a' AND type NOT IN ('tool.start', 'tool.end')", "event_type")]
    public void No_view_reads_everything(string narrowed, string index)
    {
        var plan = string.Join('\n', _app.Ledger.Read(sql => sql.All(
            $"EXPLAIN QUERY PLAN SELECT * FROM (SELECT * FROM event WHERE {narrowed} AND seq > 0 AND seq <= 9 ORDER BY seq DESC LIMIT 5) WHERE tool = 'x' LIMIT 2", row => row.Text("detail"))));
        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Until_is_found_in_a_long_history_though_a_clock_was_set_back_and_filters_meet()
    {
        _app.Ledger.Write(tx => tx.Sql.Run(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
            INSERT INTO event(at, type, level, tool, text)
            SELECT CASE WHEN i = 2500 THEN 9000 ELSE i END, CASE i % 3 WHEN 0 THEN 'tool.end' WHEN 1 THEN 'test.noise' ELSE 'tests.other' END, CASE i % 5 WHEN 0 THEN 'warn' ELSE 'info' END,
              CASE i % 3 WHEN 0 THEN 'Bash' END, 'n' || i FROM n
            """));
        Assert.Equal(["n2997", "n2998", "n2999"], Texts(Any with { Limit = 3, Until = "1970-01-01T00:00:02.999Z" }));
        Assert.Equal(["n2499"], Texts(Any with { Until = "1970-01-01T00:00:02.500Z", Since = "1970-01-01T00:00:02.499Z" }));
        Assert.Equal(["n8985", "n9000"], Texts(Any with { Tool = "Bash", OnlyTrouble = true, Limit = 2 }));
        Assert.Equal(["n8995", "n8998"], Texts(Any with { Types = ["test"], Limit = 2 }));
        Assert.Equal(["n1", "n4"], Texts(Any with { Types = ["test"], Limit = 2, After = 0 }));
    }

    [Fact]
    public void After_a_cursor_what_no_index_leads_to_is_looked_for_piece_by_piece_and_nothing_is_missed()
    {
        _app.Ledger.Write(tx => tx.Sql.Run(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100010)
            INSERT INTO event(at, type, level, tool, text) SELECT i, 'tool.end', 'info', CASE WHEN i > 100008 THEN 'Bash' END, 'n' || i FROM n
            """));
        var query = Any with { Tool = "Bash", After = 0 };
        var first = FeedReader.Read(_app, query);
        Assert.Equal((0, true, 100_000L), (first.Total, first.More, first.Next));
        var next = FeedReader.Read(_app, query with { After = first.Next });
        Assert.Equal(["n100009", "n100010"], next.Events.Select(record => record.Text));
        Assert.False(next.More);
        Assert.Equal((1, true, "n1"), FeedReader.Read(_app, Any with { After = 0, Limit = 1, Types = ["tool.end"] }) is var plain ? (plain.Total, plain.More, plain.Events[0].Text) : default);
    }

    private List<string> Texts(FeedQuery query) => [.. FeedReader.Read(_app, query).Events.Select(record => record.Text!)];

    private void Record(params EventDraft[] drafts) => _app.Ledger.Write(tx =>
    {
        foreach (var draft in drafts)
        {
            tx.Record(draft);
        }
    });
}
