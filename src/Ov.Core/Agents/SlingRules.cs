using Ov.Core.Config;

namespace Ov.Core.Agents;

/// <summary>The configured limits and names a sling goes by, read once before its transaction.</summary>
public sealed record SlingRules(
    Roles Roles, int MaxConcurrent, int MaxDepth, int MaxPerRun, int MaxPerLead, string WorktreeFolder, string BranchTemplate, string Runtime)
{
    public static SlingRules In(OvConfig config) => new(
        Roles.In(config), config.Agents.MaxConcurrent, config.Agents.MaxDepth, config.Agents.MaxSessionsPerRun, config.Agents.MaxAgentsPerLead,
        config.Worktrees.Directory, config.Worktrees.BranchTemplate, config.Runtimes.Default);
}
