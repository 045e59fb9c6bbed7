using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Merging;

/// <summary>Finds what is on its way to a target: what is queued, and the worktrees of agents and people with what is uncommitted there.</summary>
internal sealed class RadarBranches(OvApp app, RadarMemory memory)
{
    /// <summary>In the order in which they would be taken: the queue first, then by age.</summary>
    public RadarSight Read()
    {
        var known = app.Ledger.Read(sql => MergeStore.AllOpen(sql).OrderBy(e => e.Priority).Select(e => Queued(sql, e)).Concat(WorktreeStore.Present(sql).Select(w => Worked(sql, w))).ToList())
            .Where(row => row.Target.Length > 0 && row.Target != row.Branch).ToList();
        var tips = memory.Reader.Tips(known.SelectMany(row => new[] { row.Branch, row.Target }));
        var rows = known.GroupBy(row => (row.Branch, row.Target)).Select(group => group.Aggregate((one, other) => one with { Path = one.Path ?? other.Path }))
            .Where(row => tips.ContainsKey(row.Branch)).ToList();
        var apart = rows.Where(row => tips.ContainsKey(row.Target)).GroupBy(row => row.Target)
            .ToDictionary(group => group.Key, group => memory.Reader.Distances(tips[group.Key].Oid, group.Select(row => tips[row.Branch].Oid)));
        var seen = BoundedWork.Map(rows, row => Seen(row, tips[row.Branch], apart.GetValueOrDefault(row.Target)?[tips[row.Branch].Oid]));
        return new RadarSight(seen.Select(one => one.Work).ToList(), seen.Where(one => one.MayLand).Select(one => one.Branch).ToList(), tips);
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
    private (BranchWork Work, RadarBranch Branch, bool MayLand) Seen(Known row, CommitTree tip, Divergence? apart)
    {
        var place = row.Path is null ? null : RepositoryLocator.Find(row.Path);
        var isQuiet = place is not null && OperationInProgress.In(place.GitDir) == GitOperation.None && HeadReader.CurrentBranch(place.GitDir) == row.Branch;
        var changed = isQuiet ? memory.Reader.ChangedFiles(row.Path!) : [];
        var now = changed.Count > 0 ? memory.Tree(new GitSnapshots(app.Git), row.Path!, place!.GitDir, tip.Oid, changed) : tip.Tree;
        var side = new RadarSide(tip.Oid, now, now != tip.Tree);
        return (
            new BranchWork(row.Branch, row.Target, apart?.Ahead, apart?.Behind, isQuiet ? changed.Count : null), new RadarBranch(row.Branch, row.Target, row.AgentName, row.TaskNumber, side),
            side.Uncommitted || (apart is { Ahead: > 0 } && row.Landed != tip.Oid));
    }

    /// <param name="Path">Its worktree; null when it has none that can be looked into.</param>
    /// <param name="Landed">The commit that landed last.</param>
    private sealed record Known(string Branch, string Target, string? Path, string? AgentName, int? TaskNumber, string? Landed);
}
