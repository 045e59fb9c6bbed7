namespace Ov.Core.Config;

/// <summary>Which runtime agents use, and what the exec runtime runs.</summary>
public readonly record struct RuntimeSettings(OvConfig Config)
{
    public string Default => Config.Get(ConfigKeys.RuntimeDefault);

    /// <summary>What is said of each runtime, by name.</summary>
    public IReadOnlyDictionary<string, RuntimeOverride> All => Config.Get(ConfigKeys.Runtimes);

    /// <summary>The command of a role's turns under the exec runtime, or null: the agent boots idle.</summary>
    public CommandSpec? ExecCommand(string role)
    {
        var commands = Config.Get(ConfigKeys.ExecCommand);
        return commands.GetValueOrDefault(role) ?? commands.GetValueOrDefault("default");
    }
}
