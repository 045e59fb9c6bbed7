using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Stacking;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Merging;

/// <summary>
/// Decides whether a branch may be queued, asking git before any transaction. Admitted, its tip is pinned, so that nothing that
/// happens to the branch can lose it.
/// </summary>
public static class MergeAdmission
{
    /// <param name="into">Another target than the run's; the operator's choice only.</param>
    /// <param name="pin">False only to look what would happen.</param>
    /// <param name="own">The run whose own branch this is; null finds the run by the branch's task or agent.</param>
    /// <exception cref="OvException">not-found, not-owner, not-operator, premature-merge, protected, no-commit, state, ours-in-branch, failed.</exception>
    public static MergeRequest Check(OvApp app, Caller caller, string branch, string? into = null, bool pin = true, RunRecord? own = null)
    {
        var (run, task, agent, written) = app.Ledger.Read(sql => Facts(app, sql, caller, branch, own));
        var target = Target(app, caller, run, branch, into);
        if (app.Ledger.Read(sql => Authority(sql, caller, branch, target, task, agent)).Refusal(branch) is { } refusal)
        {
            throw refusal;
        }

        var (tip, files) = Look(app, branch, target, written);
        if (pin)
        {
            QueuePins.Pin(app, branch, tip);
        }

        // What comes home as a whole keeps its history.
        var strategy = own is not null ? MergeStrategy.Merge : run is null ? app.Config.Merge.Strategy : SnakeCase.Parse<MergeStrategy>(run.Strategy);
        return new MergeRequest(run, target, branch, tip, task, agent, files, caller.Actor, strategy) { WasLost = WasLost(app, branch, target, tip) };
    }

    private static (RunRecord?, TaskRecord?, AgentRecord?, List<string>) Facts(OvApp app, Sql sql, Caller caller, string branch, RunRecord? own)
    {
        var task = TaskStore.ByBranch(sql, branch);
        var agent = AgentStore.ByBranch(sql, branch) ?? (task?.OwnerId is { } ownerId ? AgentStore.ById(sql, ownerId) : null);
        var run = own is not null ? own : (task?.RunId ?? agent?.RunId) is { } runId && app.Options.Run is null ? RunStore.ById(sql, runId) : RunResolver.Find(app, sql, caller);
        return (run, task, agent, WorktreeStore.WrittenOn(sql, branch));
    }

    private static string Target(OvApp app, Caller caller, RunRecord? run, string branch, string? into)
    {
        if (into is not null && into != run?.Target)
        {
            caller.RequireOperator("land a branch on another target than its run's");
        }

        var target = into ?? run?.Target
            ?? throw new OvException(ErrorCode.NotFound, $"{branch} belongs to no run, so its target is not known.", "Name the target with --into.");
        if (target == branch)
        {
            throw new OvException(ErrorCode.Usage, $"{branch} is the target itself.", "A run's branch is brought home with 'ov run deliver'.");
        }

        // "Unless they are named": by the run that was started on it, or by the operator's --into.
        var named = target == run?.Target || into is not null;
        return named || !app.Config.Merge.Protected.Contains(target)
            ? target
            : throw new OvException(ErrorCode.Protected, $"{target} is protected (merge.protected), and nothing lands on it unless it is named.", $"Name it: --into {target}.");
    }

    private static MergeAuthority Authority(Sql sql, Caller caller, string branch, string target, TaskRecord? task, AgentRecord? agent)
    {
        var me = caller.Agent?.Id;
        var parentOwner = task?.ParentId is { } parent ? TaskStore.ById(sql, parent)?.OwnerId : null;
        return new MergeAuthority(
            caller.Kind,
            OwnsParent: me is not null && (me == parentOwner || me == agent?.ParentId || Succeeds(sql, caller.Agent!, agent?.ParentId)),
            OwnsTask: me is not null && (me == task?.OwnerId || me == agent?.Id),
            HasParent: agent?.ParentId is not null,
            CameBack: MergeStore.OpenOf(sql, branch, target) is { State: MergeState.Conflicted or MergeState.Rejected } or { Held: true },
            task?.State);
    }

    /// <summary>What a coordinator that died had started is its successor's to land: one of its name and role that was begun for the same run (S4-12).</summary>
    private static bool Succeeds(Sql sql, AgentRecord me, string? former) =>
        former is not null && me.TaskId is null && AgentStore.ById(sql, former) is { IsLive: false } before && (before.Name, before.Role, before.RunId) == (me.Name, me.Role, me.RunId);

    private static (string Tip, IReadOnlyList<string> Files) Look(OvApp app, string branch, string target, List<string> written)
    {
        var (refs, commits, root) = (new GitRefs(app.Git), new GitCommits(app.Git), app.Project.CommonDir);
        var tips = refs.Named(root, [branch, target]);
        var tip = tips.GetValueOrDefault(branch) ?? throw NoBranch(refs, root, branch);
        var targetTip = tips.GetValueOrDefault(target) ?? throw NoBranch(refs, root, target);
        var fork = commits.MergeBase(root, targetTip, tip)
            ?? throw new OvException(ErrorCode.Failed, $"{branch} and {target} have no common history, so there is nothing to merge by.", "Recreate the work on a branch cut from the target.");
        if (fork == tip && app.Ledger.Read(sql => MergeStore.OpenOf(sql, branch, target)) is { RevertedBy: not null } reverted)
        {
            // Its commits are in the target's history, what they did is not.
            return (tip, reverted.Files);
        }

        if (fork == tip)
        {
            throw app.Ledger.Read(sql => Empty(sql, branch, target, tip));
        }

        // What it stands on is somebody else's work.
        fork = app.Ledger.Read(sql => StackBase.Of(sql, branch, target))?.Held(app.Git, root, tip, targetTip) is [.., var held] ? held : fork;
        if (fork == tip)
        {
            throw new OvException(ErrorCode.NoCommit, $"{branch} has no commit of its own: all that it has is of the branch that it was cut from.", "Commit work on the branch first.");
        }

        var files = new GitDiffs(app.Git).ChangedFiles(root, fork, tip).SelectMany(f => f.OldPath is { } old ? [f.Path, old] : new[] { f.Path }).Distinct().ToList();
        var ours = files.Where(file => written.Any(w => file == w || file.StartsWith(w.TrimEnd('/') + "/", StringComparison.Ordinal))).ToList();
        return ours.Count == 0 ? (tip, files) : throw new OvException(
            ErrorCode.OursInBranch, $"{branch} contains what ov wrote into the worktree: {string.Join(", ", ours)}.",
            $"Take it out: git rm --cached {string.Join(' ', ours)}, then amend the commits that added it.")
        {
            Lists = new Dictionary<string, IReadOnlyList<string>> { ["files"] = ours },
        };
    }

    private static bool WasLost(OvApp app, string branch, string target, string tip) =>
        app.Ledger.Read(sql => MergeStore.NewestOf(sql, branch, target)) is { State: MergeState.Landed } landed && landed.Tip == tip
        && new TargetHistory(app.Git, app.Project.CommonDir, new GitRefs(app.Git).Tip(app.Project.CommonDir, target)!).Find(landed).How == LandedHow.Missing;

    private static OvException Empty(Sql sql, string branch, string target, string tip) => MergeStore.NewestOf(sql, branch, target) switch
    {
        { State: MergeState.Landed } landed when landed.Tip == tip => MergeQueue.AlreadyLanded(landed),
        { State: MergeState.Undone } undone when undone.Tip == tip => new OvException(
            ErrorCode.NoCommit, $"The commits of {branch} are in the history of {target} and were reverted there, so merging them again changes nothing.",
            $"Bring the change back with 'git revert' of the revert on a branch, or cherry-pick it."),
        _ => new OvException(ErrorCode.NoCommit, $"{branch} has no commit that {target} lacks.", "Commit work on the branch first."),
    };

    private static OvException NoBranch(GitRefs refs, string root, string branch)
    {
        var names = refs.List(root, "refs/heads/").Select(r => r.Name["refs/heads/".Length..]);
        return new OvException(ErrorCode.NotFound, $"There is no branch '{branch}'.{Nearest.Sentence(branch, names)}", "See 'git branch'.");
    }
}
