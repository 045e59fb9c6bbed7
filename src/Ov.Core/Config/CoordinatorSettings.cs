namespace Ov.Core.Config;

/// <summary>When a coordinator may end by itself (Overstory's <c>exitTriggers</c>).</summary>
public readonly record struct CoordinatorSettings(OvConfig Config)
{
    /// <summary>Whether anything ends a coordinator but a stop.</summary>
    public bool MayExit => ExitWhenAgentsDone || ExitWhenTrackerEmpty || ExitOnShutdown;

    public bool ExitWhenAgentsDone => Config.Get(ConfigKeys.ExitWhenAgentsDone);

    public bool ExitWhenTrackerEmpty => Config.Get(ConfigKeys.ExitWhenTrackerEmpty);

    public bool ExitOnShutdown => Config.Get(ConfigKeys.ExitOnShutdown);
}
