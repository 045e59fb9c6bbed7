using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;

namespace Ov.Core.Delivering;

/// <summary>
/// Brings a run's branch up to what was fetched of its upstream, off to the side and gated like a landing. Nothing is fetched here, and
/// nothing that only the target has is dropped.
/// </summary>
public static class RunFollower
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What would be done.</summary>
    /// <exception cref="OvException">not-found, failed, busy.</exception>
    public static Following Plan(OvApp app, Caller caller, RunRecord run, string? from)
    {
        using var lease = TargetLease.Take(app, run.Target, caller.Actor, Patience);
        return Build(app, run, from);
    }

    /// <exception cref="OvException">not-operator, not-found, conflict, gate-red, untrusted, target-dirty, target-moved, failed, busy.</exception>
    public static Following Follow(OvApp app, Caller caller, RunRecord run, string? from, bool trust, CancellationToken stop)
    {
        caller.RequireOperator("let a run's branch follow another");
        var gates = GateRunner.Approved(app, caller, trust);
        using var lease = TargetLease.Take(app, run.Target, caller.Actor, Patience);
        MergeRepair.Leftovers(app, run.Target);
        using var step = app.Progress.Step($"Bringing {run.Target} up to date");
        if (new TargetMover(app, asked: true).Obstacle(run.Target) is { } obstacle)
        {
            throw obstacle.Refusal(run.Target);
        }

        var following = Build(app, run, from);
        if (following.How == FollowHow.UpToDate)
        {
            return following;
        }

        var (to, root) = (following.To ?? throw Conflict(following), app.Project.CommonDir);
        var worktree = IntegrationWorktree.Of(app, run.Target);
        if (gates.Count > 0)
        {
            worktree.Prepare(app, to);
        }

        var said = GateRunner.Run(app, gates, worktree.Path, run.Target, new GitCommits(app.Git).Tree(root, to), $"{run.Name}-follow", stop);
        if (said.Red is { } red)
        {
            throw new OvException(ErrorCode.GateRed, $"With {following.Upstream} the gate \"{red.Name}\" fails, so {run.Target} was left as it is.", $"Read {red.Log}.");
        }

        var intent = new FollowIntent(run.Id, following);
        var intentId = app.Ledger.Write(tx => Intents.Open(tx, FollowRepair.Kind, run.Id, intent.Write()));
        app.Ledger.Seams.Reach(KillPoint.FollowIntended);
        new GitRefs(app.Git).BackUp(root, "before-follow", run.Target, following.Seen, app.Ledger.Now);
        var moved = Move(app, following);
        if (moved.Kind != TargetMoveKind.Moved)
        {
            app.Ledger.Write(tx => Intents.Close(tx, intentId, "failed"));
            throw moved.Refusal(run.Target);
        }

        app.Ledger.Seams.Reach(KillPoint.FollowRefMoved);
        app.Ledger.Write(tx => Record(tx, intentId, intent, caller.Actor, "done"));
        return following;
    }

    internal static TargetMove Move(OvApp app, Following following)
    {
        var reason = $"ov run follow: {following.Upstream}";
        return following.How != FollowHow.Adopt ? new TargetMover(app, asked: true).Forward(following.Target, following.Seen, following.To!, reason)
            : new GitRefs(app.Git).Update(app.Project.CommonDir, $"refs/heads/{following.Target}", following.To!, following.Seen, reason) == RefUpdate.Updated ? TargetMove.Done(null)
            : TargetMove.Overtaken;
    }

    internal static void Record(Tx tx, string intentId, FollowIntent intent, string actor, string outcome)
    {
        var following = intent.Following;
        tx.Record(new EventDraft("run.followed") { RunId = intent.RunId, Actor = actor, Subject = intent.RunId, Text = $"{following.Target} takes in {following.Upstream}: {following.To![..12]}" });
        Intents.Close(tx, intentId, outcome);
    }

    private static Following Build(OvApp app, RunRecord run, string? from)
    {
        var (refs, commits, root, target) = (new GitRefs(app.Git), new GitCommits(app.Git), app.Project.CommonDir, run.Target);
        var seen = refs.Tip(root, target) ?? throw new OvException(ErrorCode.NotFound, $"The target {target} does not exist.");
        var upstream = from ?? Upstream(app, target) ?? (run.Home is { } home ? Upstream(app, home) ?? home : null)
            ?? throw new OvException(ErrorCode.NotFound, $"{target} follows no other branch.", $"Name it with --from, or: git branch --set-upstream-to=<remote>/<branch> {target}");
        var theirs = refs.Resolve(root, upstream) ?? throw new OvException(ErrorCode.NotFound, $"There is no '{upstream}' to follow.", "Fetch it first: git fetch");
        Following Of(FollowHow how, string? to, IReadOnlyList<string>? conflicts = null) => new(target, upstream, how, seen, to, conflicts ?? []);
        if (commits.IsAncestor(root, theirs, seen))
        {
            return Of(FollowHow.UpToDate, seen);
        }

        if (commits.IsAncestor(root, seen, theirs))
        {
            return Of(FollowHow.Forward, theirs);
        }

        if (commits.MergeBase(root, seen, theirs) is null)
        {
            throw new OvException(ErrorCode.Failed, $"{target} and {upstream} have no common history.", "Name another branch with --from.");
        }

        var worktree = IntegrationWorktree.Of(app, target);
        worktree.Prepare(app, seen);
        var merged = MergeDrivers.Merge(app).Build(worktree.Path, seen, theirs);
        return !merged.IsClean ? Of(FollowHow.Merge, null, merged.Conflicts)
            : merged.Tree == commits.Tree(root, theirs) && IsNowhere(app, target) ? Of(FollowHow.Adopt, theirs)
            : Of(FollowHow.Merge, commits.Create(root, new CommitDraft(merged.Tree, [seen, theirs], $"Merge {upstream} into {target}\n\nOv-Run: {run.Name}\n", app.Ledger.Now)));
    }

    private static bool IsNowhere(OvApp app, string target) => !new GitWorktrees(app.Git).List(app.Project.CommonDir).Any(worktree => worktree.Branch == target);

    private static string? Upstream(OvApp app, string branch)
    {
        var found = app.Git.Run(GitCall.Read(app.Project.CommonDir, "for-each-ref", "--format=%(upstream:short)", $"refs/heads/{branch}"));
        return found.Stdout.Trim() is { Length: > 0 } name ? name : null;
    }

    private static OvException Conflict(Following following) => new(
        ErrorCode.Conflict, $"{following.Target} and {following.Upstream} changed the same lines in {string.Join(", ", following.Conflicts)}; nothing was changed.",
        $"Merge it by hand: git merge {following.Upstream} on {following.Target}.")
    {
        Lists = new Dictionary<string, IReadOnlyList<string>> { ["conflictFiles"] = following.Conflicts },
    };
}
