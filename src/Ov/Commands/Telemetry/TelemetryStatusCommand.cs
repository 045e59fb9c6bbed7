using System.CommandLine;
using Ov.Cli;
using Ov.Core.Telemetry;
using Ov.Core.Text;

namespace Ov.Commands.Telemetry;

/// <summary><c>ov telemetry status</c>.</summary>
internal static class TelemetryStatusCommand
{
    public static Command Create(CommandRunner runner)
    {
        var guide = new CommandGuide("ov telemetry status", "ov telemetry status --json")
        {
            Answer = () => TelemetryJson.Default.TelemetryStatus, SeeAlso = ["telemetry export", "metrics", "trace"],
            About = "The address as this terminal sees it: telemetry.endpoint, else OTEL_EXPORTER_OTLP_ENDPOINT. The watcher sees the variables that it was started with.",
        };
        return runner.Define(new Command("status", "Tell where traces and metrics go, and what waits"), guide, (app, _) =>
            CommandResult.Of(Exporter.Status(app), () => TelemetryJson.Default.TelemetryStatus, (status, view) => Write(status, app.Ledger.Now, view)));
    }

    private static void Write(TelemetryStatus status, DateTimeOffset now, TextView view)
    {
        if (!status.Enabled)
        {
            view.Hint("No address is configured, so nothing is exported: ov config set telemetry.endpoint http://localhost:4318");
            return;
        }

        foreach (var (name, value) in Facts(status, now))
        {
            if (!string.IsNullOrEmpty(value))
            {
                view.Line($"{name,-9} {VisibleText.OneLine(value)}");
            }
        }
    }

    private static IEnumerable<(string Name, string? Value)> Facts(TelemetryStatus status, DateTimeOffset now)
    {
        yield return ("traces", status.Traces ?? "not exported");
        yield return ("metrics", status.Metrics ?? "not exported");
        yield return ("from", status.Origin);
        yield return ("headers", string.Join(", ", status.Headers));
        yield return ("obstacle", status.Obstacle);
        yield return ("began", status.Since is { } since ? $"{Age.Of(now - since)} ago" : "not yet: the watcher's next tick or 'ov telemetry export' does");
        yield return ("sent", $"{CostWords.Number(status.Spans)} spans{(status.LastAt is { } last ? $", last {Age.Of(now - last)} ago" : "")}");
        yield return ("waiting", status.Behind == 0 ? "nothing" : $"{CostWords.Number(status.Behind)} events");
        yield return ("dropped", status.Dropped == 0 ? null : $"{CostWords.Number(status.Dropped)} events, as more than telemetry.backlog waited");
        yield return ("refused", status.Refused == 0 ? null : $"{CostWords.Number(status.Refused)} spans that the address did not want");
        yield return ("failures", status.Failures == 0 ? null : $"{CostWords.Number(status.Failures)} in a row{(status.NextAt is { } next && next > now ? $", next try in {Age.Of(next - now)}" : "")}: {status.LastError}");
    }
}
