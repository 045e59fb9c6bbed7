using Ov.Core.Budgets;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>The configured limits and names a sling goes by, read once before its transaction.</summary>
public sealed record SlingRules(
    Roles Roles, int MaxConcurrent, int MaxDepth, int MaxPerRun, int MaxPerLead, string WorktreeFolder, string BranchTemplate, string Runtime, PortPlan Ports)
{
    /// <summary>What a task, a run and the day may use.</summary>
    public TeamBudgets Budgets { get; init; } = TeamBudgets.None;

    /// <summary>The time by which the day is told.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Whether checkouts are sparse when the call does not say.</summary>
    public bool Sparse { get; init; }

    public IReadOnlyList<string> SparseAlways { get; init; } = [];

    public static SlingRules In(OvApp app)
    {
        var config = app.Config;
        return new SlingRules(
            Roles.In(config), config.Agents.MaxConcurrent, config.Agents.MaxDepth, config.Agents.MaxSessionsPerRun, config.Agents.MaxAgentsPerLead,
            config.Worktrees.Directory, config.Worktrees.BranchTemplate, config.Runtimes.Default, PortPlan.In(app))
        {
            Budgets = TeamBudgets.In(config), Now = app.Ledger.Now, Sparse = config.Worktrees.SparseByScope, SparseAlways = config.Worktrees.SparseAlways,
        };
    }
}
