namespace Ov.Core.Config;

/// <summary>Where traces and metrics are exported to. Read by the tick, which a wrong file must not stop: what is broken is off.</summary>
public readonly record struct TelemetrySettings(OvConfig Config)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public bool Enabled => Config.Setting(ConfigKeys.TelemetryEnabled).Found;

    /// <summary>Null when the settings name none, or a broken one.</summary>
    public string? Endpoint => Config.Setting(ConfigKeys.TelemetryEndpoint) is { IsBroken: false, Found: { Length: > 0 } address } ? address : null;

    /// <summary>What leaves the machine is approved like a command that runs on it; null when the settings name no address.</summary>
    public CommandSpec? Approval => Config.Setting(ConfigKeys.TelemetryEndpoint) is { IsBroken: false, Found: { Length: > 0 } address } setting
        ? CommandSpec.Program(CommandKind.Telemetry, setting.Key.Path, ["curl", address], Longest, setting.Origin.ToString()) : null;

    /// <summary>Shortest time between two exports of the watcher.</summary>
    public TimeSpan Interval => Config.Setting(ConfigKeys.TelemetryInterval).Found;

    /// <summary>So many events wait for an address that does not answer.</summary>
    public int Backlog => Config.Setting(ConfigKeys.TelemetryBacklog).Found;
}
