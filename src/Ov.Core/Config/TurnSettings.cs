namespace Ov.Core.Config;

/// <summary>Bounds of one agent's turns.</summary>
public readonly record struct TurnSettings(OvConfig Config)
{
    /// <summary>Zero means no limit.</summary>
    public TimeSpan Timeout => Config.Get(ConfigKeys.TurnTimeout);

    /// <summary>Failed turns in a row after which the agent is failed.</summary>
    public int MaxFailures => Config.Get(ConfigKeys.TurnMaxFailures);
}
