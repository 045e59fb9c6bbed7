using Ov.EndToEnd.Agents;
using Ov.Tests.Telemetry;

namespace Ov.EndToEnd.Watching;

/// <summary>Nobody asks for an export: an address in the environment of the sling is enough.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly Collector _collector = new();
    private readonly OvProject _project = new("watch:\n  intervalMs: 500\ntelemetry:\n  intervalMs: 500\n");

    public void Dispose()
    {
        _collector.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void The_watcher_exports_what_an_agent_did_and_stays_until_that_is_done()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "There is no curl here.");
        _project.Box.MayLeaveProcesses = true;
        _project.Box.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address;
        _project.Ov("sling", "Add a file", "--name", "worker", "--exec", Team.Worker).Ok();
        string Name(System.Text.Json.JsonElement span, string of) => span.GetProperty(of).GetString()!;
        Eventually.Holds("the agent's span and its turn's arrived", () => _collector.Spans is var spans
            && spans.FirstOrDefault(span => Name(span, "name") == "invoke_agent worker") is { ValueKind: System.Text.Json.JsonValueKind.Object } agent
            && spans.Any(span => Name(span, "name") == "turn 1" && Name(span, "parentSpanId") == Name(agent, "spanId")));
        Eventually.Holds("nothing waits", () => _project.Ov("telemetry", "status", "--json").Ok().Json.GetProperty("behind").GetInt64() == 0);
        Assert.Contains(_collector.Metrics, metric => Name(metric, "name") == "ov.turns");
        _project.Ov("telemetry", "export").Ok();
    }
}
