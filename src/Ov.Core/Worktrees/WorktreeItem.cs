using Ov.Core.Agents;
using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>A worktree in a list, with Overstory's fields first.</summary>
/// <param name="State">The state of its agent; null when nobody has it.</param>
public sealed record WorktreeItem(string Path, string Branch, string? Head, string? AgentName, AgentState? State, string? TaskId, string Id, bool Missing)
{
    /// <summary>The agent's name, or the worktree's own.</summary>
    public string Name { get; init; } = "";

    /// <summary>By <c>git worktree lock</c>: it is not removed before it is unlocked.</summary>
    public bool Locked { get; init; }

    /// <summary>All that exist, oldest first.</summary>
    public static IReadOnlyList<WorktreeItem> All(OvApp app)
    {
        var checkouts = new GitWorktrees(app.Git).List(app.Project.CommonDir);
        return app.Ledger.Read(sql => WorktreeStore.Present(sql).Select(worktree =>
        {
            var agent = worktree.AgentId is { } id ? AgentStore.ById(sql, id) : null;
            var checkout = checkouts.FirstOrDefault(c => c.Path == worktree.Path);
            var item = new WorktreeItem(
                worktree.Path, worktree.Branch, checkout?.Head, agent?.Name, agent?.State, agent?.TaskId ?? worktree.TaskId, worktree.Id, checkout is null or { Prunable: not null })
            {
                Name = agent?.Name ?? worktree.OwnName ?? worktree.Branch,
            };
            if (checkout?.LockReason is not null)
            {
                item = item with { Locked = true };
            }

            return item;
        }).ToList());
    }
}
