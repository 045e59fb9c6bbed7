using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Text;

namespace Ov.Core.Telemetry;

/// <summary>
/// Brings what happened to the configured address. No command waits for it: the tick starts it as a process of its own, and without an
/// address there is nothing to start.
/// </summary>
public static class Exporter
{
    public static TelemetryStatus Status(OvApp app)
    {
        var target = OtlpTarget.Of(app.Config, app.Environment.Variables);
        var (state, last) = app.Ledger.Read(sql => (TelemetryState.Read(sql), EventStore.LastSequence(sql)));
        return new TelemetryStatus(
            target is not null, target?.Origin, Shown(app, target?.Traces), Shown(app, target?.Metrics), [.. target?.Headers.Select(header => header.Key) ?? []], target?.Obstacle(app), state?.Since, state?.LastAt,
            state is null ? 0 : last - state.Cursor, state?.Spans ?? 0, state?.Dropped ?? 0, state?.Refused ?? 0, state?.Failures ?? 0, state?.LastError, state?.NextAt);
    }

    /// <summary>Sends all that waits, and goes on until nothing does.</summary>
    /// <exception cref="OvException">usage without an address, untrusted or tool-missing when nothing may go there, busy while another exports, failed when nobody takes it.</exception>
    public static ExportReport Run(OvApp app, CancellationToken stop)
    {
        var pass = new ExportPass(app, Require(app), stop);
        using var turn = Turn(app);
        return pass.Run();
    }

    /// <summary>Sends the traces of what has ended since a time once more, with the same ids; nothing is counted anew.</summary>
    /// <param name="since">A time in human form.</param>
    /// <exception cref="OvException">As <see cref="Run"/>, and usage for what is no time.</exception>
    public static ExportReport Again(OvApp app, string since, CancellationToken stop)
    {
        var (pass, from) = (new ExportPass(app, Require(app), stop), PointInTime.Parse("--since", since, app.Ledger.Now)!.Value);
        using var turn = Turn(app);
        return pass.Again(from);
    }

    /// <summary>One at a time; a dry run sends nothing and waits for nobody.</summary>
    private static FileLock? Turn(OvApp app) => app.Options.DryRun ? null : FileLock.TryTake(app.Project.Files.TelemetryLock)
        ?? throw new OvException(ErrorCode.Busy, "Another export is under way.", "Wait for it: 'ov telemetry status' tells how far it has come.");

    private static OtlpTarget Require(OvApp app)
    {
        var target = OtlpTarget.Of(app.Config, app.Environment.Variables)
            ?? throw new OvException(ErrorCode.Usage, "No address is configured, so nothing is exported.", $"Set {OtlpTarget.EndpointVariable}, or telemetry.endpoint: ov config set telemetry.endpoint http://localhost:4318");
        return target.Obstacle(app) is not { } obstacle ? target
            : throw new OvException(target.IsApproved(app) ? ErrorCode.ToolMissing : ErrorCode.Untrusted, obstacle, "Nothing is lost: the export goes on from where it was.");
    }

    private static string? Shown(OvApp app, string? address) => address is null ? null : app.Redactor.OfWords(address);
}
