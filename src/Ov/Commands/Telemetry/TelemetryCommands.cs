using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Telemetry;

/// <summary><c>ov telemetry …</c>: traces and metrics for who already watches other programs that way.</summary>
internal static class TelemetryCommands
{
    public static Command Create(CommandRunner runner) => new("telemetry", "Export traces and metrics by OpenTelemetry, where an address is configured")
    {
        TelemetryStatusCommand.Create(runner),
        TelemetryExportCommand.Create(runner),
    };
}
