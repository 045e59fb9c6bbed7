using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Worktrees;

/// <summary>Who has claimed which files: live agents, and worktrees that a person made with a scope.</summary>
public static class ScopeHolders
{
    public static IEnumerable<(string Holder, IReadOnlyList<string> Scope)> All(Sql sql) =>
        AgentStore.AllLive(sql).Where(agent => agent.Scope.Count > 0).Select(agent => (agent.Name, agent.Scope)).Concat(Worktrees(sql));

    /// <summary>Only the worktrees.</summary>
    public static IEnumerable<(string Holder, IReadOnlyList<string> Scope)> Worktrees(Sql sql) =>
        WorktreeStore.Claiming(sql).Select(worktree => ($"the worktree {worktree.OwnName}", worktree.Scope));
}
