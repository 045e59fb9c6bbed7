using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Worktrees;

/// <summary>A recorded worktree as a place where commands run.</summary>
public static class WorktreePlace
{
    public static PlaceFacts Of(Sql sql, WorktreeRecord worktree)
    {
        var agent = worktree.AgentId is { } agentId ? AgentStore.ById(sql, agentId) : null;
        var task = (agent?.TaskId ?? worktree.TaskId) is { } taskId ? TaskStore.ById(sql, taskId) : null;
        var run = worktree.RunId is { } runId ? RunStore.ById(sql, runId)?.Name : null;
        return new PlaceFacts(
            agent?.Name ?? worktree.OwnName ?? worktree.Branch, worktree.Path, worktree.Branch, run ?? "",
            task?.Number.ToString(CultureInfo.InvariantCulture) ?? "", PortStore.Of(sql, worktree.Id));
    }
}
