using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Merging;

/// <summary>Finds what is on its way to a target: what is queued, and the worktrees of agents and people with what is uncommitted there.</summary>
internal sealed class RadarBranches(OvApp app)
{
    private readonly string _root = app.Project.CommonDir;
    private readonly GitRefs _refs = new(app.Git);

    /// <summary>In the order in which they would be taken: the queue first, then by age. What has nothing to land is left out.</summary>
    public IReadOnlyList<RadarBranch> Read()
    {
        var known = app.Ledger.Read(sql => MergeStore.AllOpen(sql).OrderBy(e => e.Priority).Select(e => Queued(sql, e)).Concat(WorktreeStore.Present(sql).Select(w => Worked(sql, w))).ToList())
            .Where(row => row.Target.Length > 0 && row.Target != row.Branch).ToList();
        var tips = _refs.Tips(_root, [.. known.Select(row => row.Branch)]).ToDictionary(tip => tip.Branch, tip => tip.Oid);
        var rows = known.GroupBy(row => (row.Branch, row.Target)).Select(group => group.Aggregate((one, other) => one with { Path = one.Path ?? other.Path }))
            .Where(row => tips.ContainsKey(row.Branch)).ToList();
        var unmerged = rows.Select(row => row.Target).Distinct().Where(target => _refs.BranchExists(_root, target)).ToDictionary(target => target, target => _refs.NotMerged(_root, target).ToHashSet());
        var trees = new GitCommits(app.Git).Trees(_root, [.. rows.Select(row => tips[row.Branch])]);
        var seen = BoundedWork.Map(rows.Zip(trees).ToList(), pair => Seen(pair.First, tips[pair.First.Branch], pair.Second));
        return
        [
            .. rows.Zip(seen).Where(pair => pair.Second.Uncommitted || (unmerged.TryGetValue(pair.First.Target, out var left) && left.Contains(pair.First.Branch) && pair.First.Landed != pair.Second.Tip))
                .Select(pair => new RadarBranch(pair.First.Branch, pair.First.Target, pair.First.AgentName, pair.First.TaskNumber, pair.Second)),
        ];
    }

    private static Known Queued(Sql sql, MergeEntry entry) => new(
        entry.Branch, entry.Target, null, entry.AgentId is { } agent ? AgentStore.ById(sql, agent)?.Name : null,
        entry.TaskId is { } task ? TaskStore.ById(sql, task)?.Number : null, null);

    private static Known Worked(Sql sql, WorktreeRecord worktree)
    {
        var agent = worktree.AgentId is { } id ? AgentStore.ById(sql, id) : null;
        var target = (worktree.RunId is { } run ? RunStore.ById(sql, run)?.Target : null) ?? worktree.BaseBranch ?? "";
        return new Known(
            worktree.Branch, target, worktree.State == WorktreeState.Ready ? worktree.Path : null, agent?.Name, TaskStore.ByBranch(sql, worktree.Branch)?.Number,
            MergeStore.NewestOf(sql, worktree.Branch, target) is { State: MergeState.Landed } landed ? landed.Tip : null);
    }

    /// <summary>Runs beside others of its kind: no ledger here. In the middle of a rebase or merge only the commit counts.</summary>
    private RadarSide Seen(Known row, string tip, string tree)
    {
        var isQuiet = row.Path is not null && RepositoryLocator.Find(row.Path) is { } place && OperationInProgress.In(place.GitDir) == GitOperation.None
            && HeadReader.CurrentBranch(place.GitDir) == row.Branch;
        var now = isQuiet ? new GitSnapshots(app.Git).Tree(row.Path!) : tree;
        return new RadarSide(tip, now, now != tree);
    }

    /// <param name="Path">Its worktree; null when it has none that can be looked into.</param>
    /// <param name="Landed">The commit that landed last.</param>
    private sealed record Known(string Branch, string Target, string? Path, string? AgentName, int? TaskNumber, string? Landed);
}
