namespace Ov.Core.Config;

/// <summary>When the watcher ticks and what it takes for silence.</summary>
public readonly record struct WatchSettings(OvConfig Config)
{
    public bool Enabled => Config.Get(ConfigKeys.WatchEnabled);

    public TimeSpan Interval => Config.Get(ConfigKeys.WatchInterval);

    public TimeSpan StaleAfter => Config.Get(ConfigKeys.StaleAfter);

    /// <summary>Silence of a turn after which its agent's parent is told.</summary>
    public TimeSpan QuietAfter => Config.Get(ConfigKeys.QuietAfter);

    /// <summary>Failed tool calls of a session that its agent's parent is not told of.</summary>
    public int ToolErrors => Config.Get(ConfigKeys.ToolErrors);

    /// <summary>Whether an agent that goes in circles is told itself (S3-70 to S3-72).</summary>
    public bool Corrects => Config.Get(ConfigKeys.Correct);

    /// <summary>Pause between two things that are done for a stalled agent.</summary>
    public TimeSpan RungAfter => Config.Get(ConfigKeys.RungAfter);

    /// <summary>Whether a stalled agent that neither nudge nor lead could help is ended and started again.</summary>
    public bool RestartsStalled => Config.Get(ConfigKeys.RestartStalled);

    /// <summary>Restarted agents that may die again within ten minutes before nothing is restarted any more.</summary>
    public int MostRestartDeaths => Config.Get(ConfigKeys.RestartDeaths);

    /// <summary>What is asked about a stalled agent before the operator is; null for nobody.</summary>
    public CommandSpec? Triage => Config.Get(ConfigKeys.Triage) is [var command, ..] ? command : null;

    /// <summary>How often it may be asked in 24 hours.</summary>
    public int TriagePerDay => Config.Get(ConfigKeys.TriagePerDay);

    public TimeSpan ZombieAfter => Config.Get(ConfigKeys.ZombieAfter);
}
