using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Telemetry;

namespace Ov.Commands.Telemetry;

/// <summary><c>ov telemetry export</c>; the tick starts it too.</summary>
internal static class TelemetryExportCommand
{
    public static Command Create(CommandRunner runner)
    {
        var since = new Option<string?>("--since") { Description = "Instead: send the traces of what ended since then once more: 10m, 2h, 1d ago, today, or an ISO time.", HelpName = "time" };
        var guide = new CommandGuide("ov telemetry export", "ov telemetry export --since 1d", "ov telemetry export --json")
        {
            Answer = () => TelemetryJson.Default.ExportReport, Rehearsable = true, SeeAlso = ["telemetry status", "config trust"],
            Refusals = [ErrorCode.Usage, ErrorCode.Untrusted, ErrorCode.ToolMissing, ErrorCode.Busy, ErrorCode.Failed],
            About = "The watcher does this by itself every few seconds while something happens. A trace is a run: its tasks, their agents, their turns, the tools of those, each told when it has ended. "
                + "Metrics count from the first export on.\nThe first export begins with the runs that are active; --since brings what was before. What an address does not take is kept and tried again, up to telemetry.backlog events.\n"
                + "OTEL_EXPORTER_OTLP_HEADERS, _TIMEOUT, _TRACES_ENDPOINT and _METRICS_ENDPOINT, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_EXPORTER=none and OTEL_METRICS_EXPORTER=none are heeded. It is always OTLP over HTTP in JSON.",
        };
        return runner.Define(new Command("export", "Send what happened to the configured address now") { since }, guide, (app, parse, stop) => Task.FromResult(CommandResult.Of(
            parse.GetValue(since) is { } from ? Exporter.Again(app, from, stop) : Exporter.Run(app, stop), () => TelemetryJson.Default.ExportReport, Write)));
    }

    private static void Write(ExportReport report, TextView view)
    {
        view.Ok(report is { Spans: 0, Metrics: false } ? "Nothing waited to be exported" : $"{CostWords.Number(report.Spans)} spans{(report.Metrics ? " and the metrics" : "")} exported to the address at {report.Origin}");
        if (report.Dropped > 0)
        {
            view.Hint($"{CostWords.Number(report.Dropped)} events were passed over: more than telemetry.backlog waited");
        }

        if (report.Refused > 0)
        {
            view.Hint($"{CostWords.Number(report.Refused)} spans were not wanted: ov feed --type telemetry");
        }
    }
}
