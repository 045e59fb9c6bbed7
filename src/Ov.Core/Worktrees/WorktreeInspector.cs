using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Worktrees;

/// <summary>Looks at worktrees; writes nothing. The ledger is read first, then git is asked about several at a time.</summary>
public sealed class WorktreeInspector(OvApp app)
{
    private readonly string _root = app.Project.CommonDir;
    private readonly GitRefs _refs = new(app.Git);
    private readonly GitCommits _commits = new(app.Git);
    private readonly IReadOnlyList<GitWorktree> _checkouts = new GitWorktrees(app.Git).List(app.Project.CommonDir);

    public WorktreeFacts Look(WorktreeRecord worktree) => LookAll([worktree])[0];

    /// <param name="withSize">Also add up the files, which walks through all of them.</param>
    public IReadOnlyList<WorktreeFacts> LookAll(IReadOnlyList<WorktreeRecord> worktrees, bool withSize = false)
    {
        var tips = _refs.Tips(_root, [.. worktrees.Select(w => w.Branch)]).ToDictionary(tip => tip.Branch);
        var rows = app.Ledger.Read(sql => worktrees.Select(worktree => Rows(sql, worktree, tips.GetValueOrDefault(worktree.Branch))).ToList());
        var users = FolderUser.Of([.. worktrees.Select(w => w.Path)]);
        return BoundedWork.Map(rows, row => Facts(row) with
        {
            Users = users[row.Worktree.Path],
            SizeBytes = withSize && Directory.Exists(row.Worktree.Path) ? FolderSize.Of(row.Worktree.Path) : null,
        });
    }

    private LedgerRows Rows(Sql sql, WorktreeRecord worktree, BranchTip? tip)
    {
        var agent = worktree.AgentId is { } agentId ? AgentStore.ById(sql, agentId) : null;
        var run = worktree.RunId is { } runId ? RunStore.ById(sql, runId) : null;
        var target = run?.Target ?? worktree.BaseBranch ?? "";
        var landedOn = MergeStore.OfBranch(sql, worktree.Branch).Where(e => e.State == MergeState.Landed).Select(e => e.Target).Append(target).Distinct();
        return new LedgerRows(
            worktree, tip, agent, Running(agent), agent is null ? [] : [.. AgentStore.LiveChildren(sql, agent.Id).Select(child => child.Name)],
            TaskStore.ByBranch(sql, worktree.Branch) ?? (worktree.TaskId is { } taskId ? TaskStore.ById(sql, taskId) : null), target,
            tip is null ? [] : [.. landedOn.Select(on => (on, LandedBranches.Recorded(sql, tip.Oid, on)))], PortStore.Of(sql, worktree.Id));
    }

    /// <summary>Runs beside others of its kind: no ledger here.</summary>
    private WorktreeFacts Facts(LedgerRows rows)
    {
        var (worktree, tip) = (rows.Worktree, rows.Tip?.Oid);
        var checkout = _checkouts.FirstOrDefault(c => c.Path == worktree.Path);
        var status = checkout is { Prunable: null } && Directory.Exists(worktree.Path) ? new GitStatusReader(app.Git).Read(worktree.Path) : null;
        var (ahead, behind) = tip is null ? (0, 0) : Distance(tip, rows.Target, worktree.BaseCommit);
        var landed = tip is null || ahead == 0 || rows.LandedOn.Any(on => LandedBranches.IsLanded(app.Git, _root, tip, on.Target, on.Recorded));
        return new WorktreeFacts(worktree, rows.Agent, rows.Running, rows.Children, rows.Task, checkout, status, tip, rows.Target, ahead, landed, LooseHead(status, tip))
        {
            Behind = behind, LastCommit = rows.Tip, Ports = rows.Ports,
        };
    }

    private string? Running(AgentRecord? agent) =>
        agent is null ? null
        : agent.IsLive ? $"{agent.Name} is {agent.State.Word()}"
        : AgentPulse.Look(agent, app.Ledger.Files).IsGone ? null
        : $"processes of {agent.Name} may still run";

    private (int Ahead, int Behind) Distance(string tip, string target, string baseCommit)
    {
        var from = (target.Length > 0 ? _refs.Tip(_root, target) : null) ?? _refs.Resolve(_root, baseCommit);
        return from is null ? (0, 0) : _commits.Distance(_root, tip, from);
    }

    private string? LooseHead(GitStatus? status, string? tip) =>
        status?.Head is { } head && head != tip && _refs.Containing(_root, head).Count == 0 ? head : null;

    private sealed record LedgerRows(
        WorktreeRecord Worktree, BranchTip? Tip, AgentRecord? Agent, string? Running, IReadOnlyList<string> Children, TaskRecord? Task, string Target,
        IReadOnlyList<(string Target, IReadOnlyList<MergeEntry> Recorded)> LandedOn, IReadOnlyList<int> Ports);
}
