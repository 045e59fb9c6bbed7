using System.Globalization;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Telemetry;

namespace Ov.Core.Watching;

/// <summary>Starts the export of traces and metrics where an address is configured and something waits; never waits for it.</summary>
internal static class TelemetrySteps
{
    public static IEnumerable<TickDecision> Export(TickContext context)
    {
        var (app, now) = (context.App, context.Ledger.Now);
        if (OtlpTarget.Of(app.Config, app.Environment.Variables) is not { } target || target.Obstacle(app) is not null)
        {
            return [];
        }

        var (state, last) = Look(app);
        var thing = Thing(state);
        if (state?.IsDue(last, now, app.Config.Telemetry.Interval) == false || context.Memory?.MayTry(thing, now) == false || FileLock.IsHeld(app.Project.Files.TelemetryLock))
        {
            return [];
        }

        context.Memory?.WasStuck(thing, now);
        var decision = context.Try("telemetry", target.Origin, "started", "there is something to export", () =>
        {
            Start(app);
            return true;
        });
        // Somebody who watches the team wants to hear of its work, not of each export.
        return decision.Done ? [] : [decision];
    }

    /// <summary>What the last agents did is still to be exported, and nothing speaks against it: the watcher stays for it.</summary>
    public static bool IsOwed(OvApp app, WatchMemory memory) =>
        OtlpTarget.Of(app.Config, app.Environment.Variables) is { } target && target.Obstacle(app) is null
        && Look(app) is var (state, last) && (state is null || (state.Failures == 0 && state.Cursor < last)) && !memory.IsStuck(Thing(state));

    private static (TelemetryState? State, long Last) Look(OvApp app) => app.Ledger.Read(sql => (TelemetryState.Read(sql), EventStore.LastSequence(sql)));

    /// <summary>An export that moved nothing is not begun again at once.</summary>
    private static string Thing(TelemetryState? state) => state is null ? "telemetry" : string.Create(CultureInfo.InvariantCulture, $"telemetry {state.Cursor} {state.Failures}");

    private static void Start(OvApp app)
    {
        var own = OwnExecutable.Path;
        DetachedProcess.Start(
            own.FileName, [.. own.LeadingArguments, "telemetry", "export", "--quiet", "--project", app.Project.Root], app.Project.CommonDir,
            WatcherEnvironment.From(app.Environment.Variables), app.Project.Files.WatchLog);
    }
}
