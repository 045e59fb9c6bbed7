namespace Ov.Core.Config;

/// <summary>How a person is told that something waits. Read by the tick, which a wrong file must not stop: what is broken is off.</summary>
public readonly record struct NotifySettings(OvConfig Config)
{
    private static readonly string[] Post =
        ["curl", "--fail", "--silent", "--show-error", "--max-time", "10", "--proto", "=http,https", "--header", "Content-Type: application/json", "--data-binary", "@-"];

    public bool Desktop => Config.Setting(ConfigKeys.NotifyDesktop).Found;

    public bool Bell => Config.Setting(ConfigKeys.NotifyBell).Found;

    public TimeSpan Pause => Config.Setting(ConfigKeys.NotifyPause).Found;

    /// <summary>The webhook is one of them: what leaves the machine is approved too.</summary>
    public IReadOnlyList<CommandSpec> Commands =>
    [
        .. Config.Setting(ConfigKeys.NotifyWebhook) is { IsBroken: false, Found: { Length: > 0 } address } webhook
            ? [CommandSpec.Program(CommandKind.Notify, webhook.Key.Path, [.. Post, address], TimeSpan.FromSeconds(15), webhook.Origin.ToString())] : Array.Empty<CommandSpec>(),
        .. Config.Setting(ConfigKeys.NotifyCommands) is { IsBroken: false } commands ? commands.Found : [],
    ];
}
