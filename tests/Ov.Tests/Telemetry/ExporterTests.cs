using System.Text.Json;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Costs;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Runtimes;
using Ov.Core.Tasks;
using Ov.Core.Telemetry;
using Ov.Core.Watching;
using Ov.Tests.Support;

namespace Ov.Tests.Telemetry;

/// <summary>What happened reaches a collector as spans and metrics, and nothing happens without one.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ExporterTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly Collector _collector = new();
    private readonly RunRecord _run;
    private readonly TaskRecord _task;
    private readonly AgentRecord _agent;

    public ExporterTests()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "There is no curl here.");
        _run = _project.AddRun();
        _task = _project.AddTask(_run, "Work with sk-aaaabbbbccccddddeeee");
        _agent = _project.AddAgent(_run, "builder-1", task: _task);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _project.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_run_its_task_agent_turn_and_tool_are_one_trace_each_the_child_of_the_one_before()
    {
        using var app = App();
        Assert.Equal(0, Exporter.Run(app, Stop).Spans);
        Happen(app);
        var report = Exporter.Run(app, Stop);
        Assert.Equal((6L, true, 0L), (report.Spans, report.Metrics, report.Behind));
        var spans = _collector.Spans.ToDictionary(span => Text(span, "name"));
        Assert.Equal(["execute_tool Bash", "execute_tool Edit", "invoke_agent builder-1", "run run-1", "task 1", "turn 1"], spans.Keys.Order(StringComparer.Ordinal));
        Assert.Single(spans.Values.Select(span => Text(span, "traceId")).Distinct());
        Assert.All(spans.Values, span => Assert.Equal((32, 16), (Text(span, "traceId").Length, Text(span, "spanId").Length)));
        foreach (var (child, parent) in new[] { ("execute_tool Bash", "turn 1"), ("turn 1", "invoke_agent builder-1"), ("invoke_agent builder-1", "task 1"), ("task 1", "run run-1") })
        {
            Assert.Equal((child, Text(spans[parent], "spanId")), (child, Text(spans[child], "parentSpanId")));
        }

        Assert.False(spans["run run-1"].TryGetProperty("parentSpanId", out _));
        var events = app.Ledger.Read(sql => EventStore.After(sql, 0, 1000));
        var (began, ended) = (events.Single(one => one.Type == "turn.started"), events.Single(one => one.Type == "turn.ended"));
        Assert.Equal((Nanos(began.At), Nanos(ended.At)), (Text(spans["turn 1"], "startTimeUnixNano"), Text(spans["turn 1"], "endTimeUnixNano")));
        var bash = events.Single(one => one is { Type: "tool.end", Tool: "Bash" });
        Assert.Equal((Nanos(bash.At.AddMilliseconds(-1500)), Nanos(bash.At)), (Text(spans["execute_tool Bash"], "startTimeUnixNano"), Text(spans["execute_tool Bash"], "endTimeUnixNano")));
        Assert.Equal((2, "exit 1"), (Code(spans["execute_tool Bash"]), Text(spans["execute_tool Bash"].GetProperty("status"), "message")));
        Assert.Equal((1, 1, 1), (Code(spans["execute_tool Edit"]), Code(spans["turn 1"]), Code(spans["run run-1"])));
        Assert.Equal(("execute_tool", "Bash", "t-2"), (Attribute(spans["execute_tool Bash"], "gen_ai.operation.name"), Attribute(spans["execute_tool Bash"], "gen_ai.tool.name"), Attribute(spans["execute_tool Bash"], "gen_ai.tool.call.id")));
        Assert.Equal(("130", "7", "big-model"), (Attribute(spans["turn 1"], "gen_ai.usage.input_tokens"), Attribute(spans["turn 1"], "gen_ai.usage.output_tokens"), Attribute(spans["turn 1"], "gen_ai.response.model")));
        Assert.Equal(("builder-1", "builder", "completed"), (Attribute(spans["invoke_agent builder-1"], "gen_ai.agent.name"), Attribute(spans["invoke_agent builder-1"], "ov.agent.role"), Attribute(spans["invoke_agent builder-1"], "ov.agent.state")));
        Assert.Equal("Work with [redacted]", Attribute(spans["task 1"], "ov.task.title"));
        Assert.Equal(0, Exporter.Run(app, Stop).Spans);
        Assert.Equal(6, Exporter.Again(app, "1h", Stop).Spans);
        Assert.Equal(6, _collector.Spans.Select(span => Text(span, "spanId")).Distinct().Count());
    }

    [Fact]
    public void Metrics_count_on_from_export_to_export_and_headers_and_resource_go_along()
    {
        using var app = App(("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20c2VjcmV0,x-team=a"), ("OTEL_SERVICE_NAME", "team"), ("OTEL_RESOURCE_ATTRIBUTES", "service.name=other,deployment.environment=test"));
        Exporter.Run(app, Stop);
        Turn(app, 1);
        Exporter.Run(app, Stop);
        Turn(app, 2);
        Exporter.Run(app, Stop);
        var metrics = _collector.Metrics.ToDictionary(metric => Text(metric, "name"));
        var turns = metrics["ov.turns"].GetProperty("sum");
        Assert.Equal((2, true, "2"), (turns.GetProperty("aggregationTemporality").GetInt32(), turns.GetProperty("isMonotonic").GetBoolean(), Text(turns.GetProperty("dataPoints")[0], "asInt")));
        Assert.Equal("2", Text(metrics["ov.turn.duration"].GetProperty("histogram").GetProperty("dataPoints")[0], "count"));
        Assert.Equal(["200", "14", "40", "20"], Points(metrics["ov.tokens"], "gen_ai.token.type", "input", "output", "cache_read", "cache_write"));
        Assert.Equal(0.5, metrics["ov.cost"].GetProperty("sum").GetProperty("dataPoints")[0].GetProperty("asDouble").GetDouble());
        Assert.Equal("1", Text(metrics["ov.agents"].GetProperty("gauge").GetProperty("dataPoints")[0], "asInt"));
        var post = _collector.Posts[^1];
        Assert.Contains("\r\nauthorization: Basic c2VjcmV0\r\nx-team: a\r\n", post.Head + "\r\n");
        Assert.Contains("Content-Type: application/json", post.Head);
        var resource = post.Body.GetProperty("resourceMetrics")[0].GetProperty("resource");
        Assert.Equal(("team", "test", "project"), (Attribute(resource, "service.name"), Attribute(resource, "deployment.environment"), Attribute(resource, "ov.project")));
        Assert.DoesNotContain("c2VjcmV0", JsonSerializer.Serialize(Exporter.Status(app), TelemetryJson.Default.TelemetryStatus));
    }

    [Fact]
    public void What_nobody_takes_is_kept_and_told_once_until_too_much_waits()
    {
        _project.Write(".overstory/config.local.yaml", "telemetry:\n  backlog: 12\n");
        using var app = App();
        Exporter.Run(app, Stop);
        Turn(app, 1);
        _collector.Answer = ("503 Service Unavailable", "later");
        Assert.Contains("HTTP 503 later", Assert.Throws<OvException>(() => Exporter.Run(app, Stop)).Message);
        Assert.Throws<OvException>(() => Exporter.Run(app, Stop));
        var status = Exporter.Status(app);
        Assert.Equal((2, 0L), (status.Failures, status.Spans));
        Assert.InRange(status.NextAt!.Value - app.Ledger.Now, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        _collector.Answer = ("200 OK", "");
        var posts = _collector.Posts.Count;
        Assert.Equal((3L, 0L), (Exporter.Run(app, Stop).Spans, Exporter.Status(app).Behind));
        Assert.Equal(posts + 2, _collector.Posts.Count);
        Assert.Equal(["telemetry.failed", "telemetry.resumed"], Told(app));

        _collector.Answer = ("503 Service Unavailable", "");
        for (var turn = 2; turn <= 5; turn++)
        {
            Turn(app, turn);
        }

        Assert.Throws<OvException>(() => Exporter.Run(app, Stop));
        Assert.True(Exporter.Status(app).Dropped > 0);
        _collector.Answer = ("200 OK", "");
        Assert.InRange(Exporter.Run(app, Stop).Spans, 1, 8);
        Assert.Contains("telemetry.dropped", Told(app));
    }

    [Fact]
    public void What_an_address_will_never_take_is_not_sent_again()
    {
        using var app = App();
        Exporter.Run(app, Stop);
        Turn(app, 1);
        _collector.Answer = ("400 Bad Request", "no");
        var report = Exporter.Run(app, Stop);
        Assert.Equal((0L, 3L, true), (report.Spans, report.Refused, report.Metrics));
        _collector.Answer = ("200 OK", "{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"too old\"}}");
        Turn(app, 2);
        Assert.Equal(2, Exporter.Run(app, Stop).Spans);
        Assert.Contains(app.Ledger.Read(sql => EventStore.Newest(sql, 50)), one => one.Type == "telemetry.refused" && one.Text!.EndsWith("too old", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_started_without_an_address_and_an_address_of_the_settings_is_approved_first()
    {
        using (var none = _project.App())
        {
            Assert.False(Exporter.Status(none).Enabled);
            Assert.Empty(TelemetrySteps.Export(new TickContext(none, DryRun: true, true, null, Stop)));
            Assert.Equal(ErrorCode.Usage, Assert.Throws<OvException>(() => Exporter.Run(none, Stop)).Code);
        }

        _project.Write(".overstory/config.local.yaml", $"telemetry:\n  endpoint: {_collector.Address}/\n");
        using var app = _project.OperatorApp();
        Assert.Empty(TelemetrySteps.Export(new TickContext(app, DryRun: true, true, null, Stop)));
        Assert.Equal(ErrorCode.Untrusted, Assert.Throws<OvException>(() => Exporter.Run(app, Stop)).Code);
        TrustStore.For(app.Environment.Variables).Approve(app.Project.Root, app.Config.Telemetry.Approval!, callerIsOperator: true);
        Assert.Single(TelemetrySteps.Export(new TickContext(app, DryRun: true, true, null, Stop)));
        Exporter.Run(app, Stop);
        Assert.Empty(TelemetrySteps.Export(new TickContext(app, DryRun: true, true, null, Stop)));
        Turn(app, 1);
        Assert.Equal(3, Exporter.Run(app, Stop).Spans);
        Assert.Equal(["/v1/metrics", "/v1/traces", "/v1/metrics"], _collector.Posts.Select(post => post.Path));
    }

    [Fact]
    public void The_first_export_begins_with_the_runs_that_are_active()
    {
        using var app = App();
        Turn(app, 1);
        Turn(app, 2);
        Assert.Equal(6, Exporter.Run(app, Stop).Spans);
        foreach (var turn in _collector.Spans.Where(span => Text(span, "name").StartsWith("turn ", StringComparison.Ordinal)))
        {
            Assert.Equal(2, _collector.Spans.Count(span => span.TryGetProperty("parentSpanId", out var parent) && parent.GetString() == Text(turn, "spanId")));
        }

        Assert.Contains(_collector.Metrics, metric => Text(metric, "name") == "ov.tokens");
        Assert.Equal(app.Ledger.Read(TelemetryStore.FirstOfActiveRuns) - 1, app.Ledger.Read(sql => TelemetryState.Begin(sql, app.Ledger.Now)).Cursor);
        app.Ledger.Write(tx => RunStore.Move(tx, _run, RunState.Aborted, "operator"));
        Assert.Equal(app.Ledger.Read(EventStore.LastSequence), app.Ledger.Read(sql => TelemetryState.Begin(sql, app.Ledger.Now)).Cursor);
    }

    [Fact]
    public void A_dry_run_sends_nothing_and_moves_nothing()
    {
        using (var app = App())
        {
            Exporter.Run(app, Stop);
            Turn(app, 1);
        }

        using (var dry = new OvApp(_project.Environment(("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Address)), OvOptions.Plain with { DryRun = true }))
        {
            var report = Exporter.Run(dry, Stop);
            Assert.Equal((3L, true), (report.Spans, report.Metrics));
        }

        Assert.Single(_collector.Posts);
        using var after = App();
        Assert.True(Exporter.Status(after).Behind > 0);
    }

    private OvApp App(params (string Name, string Value)[] more) => _project.App([("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Address), .. more]);

    private void Happen(OvApp app)
    {
        Turn(app, 1);
        app.Ledger.Write(tx => AgentStore.Move(tx, AgentStore.ById(tx.Sql, _agent.Id)!, AgentState.Completed, "builder-1", "reported"));
        app.Ledger.Write(tx =>
        {
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, _task.Id)!, TaskState.Completed, "builder-1");
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, _task.Id)!, TaskState.Closed, "operator");
            RunStore.Move(tx, _run, RunState.Completed, "operator");
        });
    }

    /// <summary>A turn with two tools, the second of which fails, and what it used.</summary>
    private void Turn(OvApp app, int number)
    {
        void Tell(Tx tx, string type, string text, string level = "info", string? tool = null, string? call = null, long? ms = null) => tx.Record(
            new EventDraft(type) { RunId = _run.Id, Actor = "builder-1", AgentId = _agent.Id, TaskId = _task.Id, Text = text, Level = level, Tool = tool, Subject = call, DurationMs = ms });
        app.Ledger.Write(tx =>
        {
            AgentStore.StartTurn(tx, _agent.Id, number, null);
            Tell(tx, "turn.started", $"turn {number}, 1 messages");
            Tell(tx, "tool.start", "Edit: a.cs", tool: "Edit", call: "t-1");
            Tell(tx, "tool.end", "Edit", tool: "Edit", call: "t-1", ms: 20);
        });
        app.Ledger.Write(tx =>
        {
            Tell(tx, "tool.start", "Bash: false", tool: "Bash", call: "t-2");
            Tell(tx, "tool.end", "exit 1", "warn", "Bash", "t-2", 1500);
            UsageStore.Add(tx, AgentStore.ById(tx.Sql, _agent.Id)!, number, new TurnFact.Used(new TokenUsage("big-model", 100, 7, 20, 10, 0, 0.25m)));
            Tell(tx, "turn.ended", $"turn {number}: ended well", ms: 3000);
        });
    }

    private static List<string> Told(OvApp app) =>
        [.. app.Ledger.Read(sql => EventStore.After(sql, 0, 1000)).Select(one => one.Type).Where(type => type.StartsWith("telemetry.", StringComparison.Ordinal))];

    private static List<string> Points(JsonElement metric, string label, params string[] words) =>
        [.. words.Select(word => Text(metric.GetProperty("sum").GetProperty("dataPoints").EnumerateArray().Single(point => Attribute(point, label) == word), "asInt"))];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int Code(JsonElement span) => span.GetProperty("status").GetProperty("code").GetInt32();

    private static string Nanos(DateTimeOffset at) => $"{at.ToUnixTimeMilliseconds()}000000";

    private static string? Attribute(JsonElement of, string key) =>
        of.GetProperty("attributes").EnumerateArray().Where(one => Text(one, "key") == key).Select(one => one.GetProperty("value").EnumerateObject().Single().Value.GetString()).SingleOrDefault();
}
