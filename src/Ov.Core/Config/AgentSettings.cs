namespace Ov.Core.Config;

/// <summary>Limits on agents; 0 means unlimited for sessions per run and agents per lead.</summary>
public readonly record struct AgentSettings(OvConfig Config)
{
    public int MaxConcurrent => Config.Get(ConfigKeys.MaxConcurrent);

    public int MaxDepth => Config.Get(ConfigKeys.MaxDepth);

    public int MaxSessionsPerRun => Config.Get(ConfigKeys.MaxSessionsPerRun);

    public int MaxAgentsPerLead => Config.Get(ConfigKeys.MaxAgentsPerLead);

    /// <summary>A sling of more agents is confirmed first; 0: never.</summary>
    public int AskAbove => Config.Get(ConfigKeys.AskAbove);

    public TimeSpan StaggerDelay => Config.Get(ConfigKeys.StaggerDelay);
}
