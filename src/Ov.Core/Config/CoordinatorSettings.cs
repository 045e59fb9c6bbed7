namespace Ov.Core.Config;

/// <summary>When a coordinator may end by itself (Overstory's <c>exitTriggers</c>).</summary>
public readonly record struct CoordinatorSettings(OvConfig Config)
{
    public bool ExitWhenAgentsDone => Config.Get(ConfigKeys.ExitWhenAgentsDone);

    public bool ExitWhenTrackerEmpty => Config.Get(ConfigKeys.ExitWhenTrackerEmpty);

    public bool ExitOnShutdown => Config.Get(ConfigKeys.ExitOnShutdown);
}
