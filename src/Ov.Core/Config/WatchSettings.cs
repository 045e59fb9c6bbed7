namespace Ov.Core.Config;

/// <summary>When the watcher ticks and what it takes for silence.</summary>
public readonly record struct WatchSettings(OvConfig Config)
{
    public bool Enabled => Config.Get(ConfigKeys.WatchEnabled);

    public TimeSpan Interval => Config.Get(ConfigKeys.WatchInterval);

    public TimeSpan StaleAfter => Config.Get(ConfigKeys.StaleAfter);

    public TimeSpan ZombieAfter => Config.Get(ConfigKeys.ZombieAfter);
}
