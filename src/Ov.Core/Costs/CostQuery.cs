namespace Ov.Core.Costs;

/// <summary>What turns are added up by.</summary>
public enum CostBy
{
    Agent,
    Role,
    Task,
    Run,
    Model,
    Runtime,

    /// <summary>The day in UTC.</summary>
    Day,
}

/// <summary>Which turns, added up by what.</summary>
/// <param name="Live">Only of agents that have not ended.</param>
public sealed record CostQuery(CostBy By, string? Agent, string? Role, string? Task, string? Since, string? Until, bool Live, int Limit);

/// <summary>The same with every name looked up.</summary>
/// <param name="AgentIds">All incarnations meant; null means any agent.</param>
internal sealed record UsageFilter(string? RunId, IReadOnlyList<string>? AgentIds, string? Role, string? TaskId, DateTimeOffset? Since, bool Live, DateTimeOffset? Until = null);
