namespace Ov.Core.Config;

/// <summary>Every command that the configuration names and that needs an approval before it runs.</summary>
public static class ConfiguredCommands
{
    /// <summary>Gates, setup, what makes files anew or merges them, and the runtimes' commands; what is broken is left out, the doctor names it.</summary>
    public static IReadOnlyList<CommandSpec> All(OvConfig config)
    {
        var gatesAreSound = !config.Setting(ConfigKeys.Gates).IsBroken && !config.Setting(ConfigKeys.QualityGates).IsBroken && !config.Setting(ConfigKeys.GateTimeout).IsBroken;
        return
        [
            .. gatesAreSound ? config.Gates : [],
            .. config.Setting(ConfigKeys.Setup) is { IsBroken: false } setup ? setup.Found : [],
            .. config.Setting(ConfigKeys.Regenerate) is { IsBroken: false } regenerate ? regenerate.Found.Select(rule => rule.Command) : [],
            .. config.Setting(ConfigKeys.Resolver) is { IsBroken: false } resolver ? resolver.Found : [],
            .. config.Setting(ConfigKeys.Triage) is { IsBroken: false } triage ? triage.Found : [],
            .. config.Notify.Commands,
            .. config.Telemetry.Approval is { } export ? [export] : Array.Empty<CommandSpec>(),
            .. config.Setting(ConfigKeys.ExecCommand) is { IsBroken: false } commands ? commands.Found.Values : [],
            .. config.Setting(ConfigKeys.Runtimes) is { IsBroken: false } runtimes ? runtimes.Found.Values.Select(runtime => runtime.NeedsApproval).OfType<CommandSpec>() : [],
        ];
    }
}
