using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Worktrees;

/// <summary>Looks at worktrees; writes nothing.</summary>
public sealed class WorktreeInspector(OvApp app)
{
    private readonly string _root = app.Project.CommonDir;
    private readonly GitRefs _refs = new(app.Git);
    private readonly IReadOnlyList<GitWorktree> _checkouts = new GitWorktrees(app.Git).List(app.Project.CommonDir);

    public WorktreeFacts Look(WorktreeRecord worktree)
    {
        var (agent, task, target, children, landedOn) = app.Ledger.Read(sql => Rows(sql, worktree));
        var checkout = _checkouts.FirstOrDefault(c => c.Path == worktree.Path);
        var status = checkout is { Prunable: null } && Directory.Exists(worktree.Path) ? new GitStatusReader(app.Git).Read(worktree.Path) : null;
        var tip = _refs.Tip(_root, worktree.Branch);
        var ahead = tip is null ? 0 : Ahead(tip, target, worktree.BaseCommit);
        return new WorktreeFacts(
            worktree, agent, Running(agent), children, task, checkout, status, tip, target, ahead,
            tip is null || ahead == 0 || landedOn.Append(target).Distinct().Any(t => LandedBranches.IsLanded(app, tip, t)), LooseHead(status, tip));
    }

    private static (AgentRecord?, TaskRecord?, string, List<string>, List<string>) Rows(Sql sql, WorktreeRecord worktree)
    {
        var agent = worktree.AgentId is { } agentId ? AgentStore.ById(sql, agentId) : null;
        var target = worktree.RunId is { } runId && RunStore.ById(sql, runId) is { } run ? run.Target : "";
        return (
            agent, TaskStore.ByBranch(sql, worktree.Branch), target,
            agent is null ? [] : [.. AgentStore.LiveChildren(sql, agent.Id).Select(child => child.Name)],
            [.. MergeStore.OfBranch(sql, worktree.Branch).Where(e => e.State == MergeState.Landed).Select(e => e.Target)]);
    }

    private string? Running(AgentRecord? agent) =>
        agent is null ? null
        : agent.IsLive ? $"{agent.Name} is {agent.State.Word()}"
        : AgentPulse.Look(agent, app.Ledger.Files).IsGone ? null
        : $"processes of {agent.Name} may still run";

    private int Ahead(string tip, string target, string baseCommit)
    {
        var from = _refs.Tip(_root, target) ?? _refs.Resolve(_root, baseCommit);
        return from is null ? 0 : new GitCommits(app.Git).Count(_root, $"{from}..{tip}");
    }

    private string? LooseHead(GitStatus? status, string? tip) =>
        status?.Head is { } head && head != tip && _refs.Containing(_root, head).Count == 0 ? head : null;
}
