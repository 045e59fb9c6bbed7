using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Delivering;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Stacking;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>
/// Takes a landing back: by moving the target where it is the last and nobody else has the commit, else by a reverting commit that is
/// built off to the side, gated and landed like any other. The branch stays, the task is open again.
/// </summary>
public static class Undoer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="mergeId">Which landing; null for the target's last.</param>
    /// <exception cref="OvException">not-operator, not-found, state, conflict, gate-red, untrusted, target-dirty, target-moved, busy.</exception>
    public static UndoOutcome Run(OvApp app, Caller caller, string target, bool trust = false, string? mergeId = null, CancellationToken stop = default)
    {
        caller.RequireOperator("undo a landing");
        using var lease = TargetLease.Take(app, target, caller.Actor, Patience);
        MergeRepair.Leftovers(app, target);
        using var step = app.Progress.Step($"Taking a landing on {target} back");
        var plan = UndoPlan.For(app, target, mergeId);
        var mover = new TargetMover(app, asked: true);
        if (mover.Obstacle(target) is { } obstacle)
        {
            throw obstacle.Refusal(target);
        }

        var to = plan.How == UndoHow.MoveBack ? plan.Before : Revert(app, caller, plan, trust, stop);
        var intent = new UndoIntent(plan.Entry.Id, target, plan.How, plan.Seen, to)
        {
            RevertedBy = plan.How == UndoHow.Revert && new GitCommits(app.Git).IsAncestor(app.Project.CommonDir, plan.Entry.Tip, to) ? to : null,
        };
        QueuePins.Pin(app, plan.Entry.Branch, plan.Entry.Tip);
        var intentId = app.Ledger.Write(tx => Intents.Open(tx, UndoIntent.Kind, intent.MergeId, intent.Write()));
        app.Ledger.Seams.Reach(KillPoint.UndoIntended);
        var backup = new GitRefs(app.Git).BackUp(app.Project.CommonDir, "before-undo", target, plan.Seen, app.Ledger.Now);
        var moved = Move(mover, intent);
        if (moved.Kind != TargetMoveKind.Moved)
        {
            app.Ledger.Write(tx => Intents.Close(tx, intentId, "failed"));
            throw moved.Refusal(target);
        }

        app.Ledger.Seams.Reach(KillPoint.UndoRefMoved);
        var entry = app.Ledger.Write(tx => Record(tx, app.Config, intentId, intent, caller.Actor, "done"));
        app.Ledger.Seams.Reach(KillPoint.UndoRecorded);
        return new UndoOutcome(entry, plan, to, backup, moved.Checkout) { Unpublished = Publisher.Try(app, entry.RunId, target, caller.Actor).Refusal?.Message ?? OnlyHere(app, plan) };
    }

    /// <summary>A remote has what was undone, and nothing but its people bring it the commit that takes it out.</summary>
    private static string? OnlyHere(OvApp app, UndoPlan plan) =>
        app.Ledger.Read(sql => Publisher.ModeOf(sql, app.Config, plan.Entry.RunId)) != PublishMode.Always && plan.Others.Any(name => name.StartsWith("refs/remotes/", StringComparison.Ordinal))
        && new GitRemotes(app.Git).Of(app.Project.Root, plan.Entry.Target) is { } remote
            ? $"The commit that reverts it is only here: {remote.Name} still has what was undone. Bring it there: git push {remote.Name} {plan.Entry.Target} (or, where {plan.Entry.Target} is protected there, as a branch for a pull request: git push {remote.Name} {plan.Entry.Target}:refs/heads/undo-{plan.Entry.Id})."
            : null;

    internal static TargetMove Move(TargetMover mover, UndoIntent intent)
    {
        var reason = $"ov undo: {intent.MergeId}";
        return intent.How == UndoHow.MoveBack
            ? mover.Back(intent.Target, intent.Seen, intent.To, reason)
            : mover.Forward(intent.Target, intent.Seen, intent.To, reason);
    }

    internal static MergeEntry Record(Tx tx, OvConfig config, string intentId, UndoIntent intent, string actor, string outcome)
    {
        var entry = MergeStore.ById(tx.Sql, intent.MergeId)!;
        Intents.Close(tx, intentId, outcome);
        if (entry.State == MergeState.Undone)
        {
            return entry;
        }

        var how = intent.How == UndoHow.MoveBack ? $"{intent.Target} is back at {intent.To[..12]}" : $"reverted by {intent.To[..12]}";
        entry = MergeStore.Move(tx, entry, MergeState.Undone, actor, how);
        Publisher.Intend(tx, config, entry.RunId, intent.Target, intent.To);
        if (entry.TaskId is { } taskId && TaskStore.ById(tx.Sql, taskId) is { State: TaskState.Closed } task)
        {
            TaskReopener.Reopen(tx, task, actor, $"its landing was undone: {how}");
            StackNotice.CameBack(tx, task, $"its landing was undone: {how}");
        }

        QueueAgain(tx, entry, intent, actor);
        MergeMail.Undone(tx, entry, actor, $"{how}. The branch {entry.Branch} is kept, and its task is open again. It lands again with a new commit that is reported ready, or by the operator's word.");
        return entry;
    }

    /// <summary>The branch is queued again; held, for whoever lands by policy would take it right back.</summary>
    private static void QueueAgain(Tx tx, MergeEntry undone, UndoIntent intent, string actor) => MergeStore.Hold(
        tx, MergeStore.OpenOf(tx.Sql, undone.Branch, undone.Target) ?? MergeStore.Insert(tx, MergeRecorder.RequestOf(tx.Sql, undone, undone.Tip)), intent.RevertedBy, actor,
        "its landing was undone: it waits for the operator's word, or for a new commit");

    /// <summary>
    /// A merge whose base is the landed tree and whose other side is what was there before takes exactly that landing out, also of a target
    /// that was rewritten. The three trees get commits of their own, because older gits take no base from outside.
    /// </summary>
    private static string Revert(OvApp app, Caller caller, UndoPlan plan, bool trust, CancellationToken stop)
    {
        var (commits, root, entry) = (new GitCommits(app.Git), app.Project.CommonDir, plan.Entry);
        var gates = GateRunner.Approved(app, caller, trust);
        var landed = commits.Read(root, entry.Landed!);
        var start = commits.Side(root, landed.Tree);
        var worktree = IntegrationWorktree.Of(app, entry.Target);
        worktree.Prepare(app, plan.Seen);
        var merged = MergeDrivers.Merge(app).Build(worktree.Path, commits.Side(root, commits.Tree(root, plan.Seen), start), commits.Side(root, commits.Tree(root, plan.Before), start));
        if (!merged.IsClean)
        {
            throw new OvException(
                ErrorCode.Conflict, $"Later commits on {entry.Target} changed the same lines in {string.Join(", ", merged.Conflicts)}, so {entry.Branch} cannot be taken out by itself.",
                $"Revert by hand: git revert -m 1 {landed.Oid[..12]}")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["conflictFiles"] = merged.Conflicts },
            };
        }

        if (merged.Tree == commits.Tree(root, plan.Seen))
        {
            throw new OvException(ErrorCode.State, $"{entry.Target} no longer has what {entry.Branch} brought, so there is nothing to take out.");
        }

        var text = $"Revert \"{landed.Subject}\"\n\nThis reverts commit {plan.Trace.Commit ?? landed.Oid}.\n\nOv-Undo: {entry.Id}\n";
        var commit = commits.Create(root, new CommitDraft(merged.Tree, [plan.Seen], text, app.Ledger.Now));
        if (gates.Count > 0)
        {
            worktree.Prepare(app, commit);
        }

        var run = GateRunner.Run(app, gates, worktree.Path, entry.Target, merged.Tree, $"{entry.Id}-undo", stop);
        return run.Red is not { } red ? commit : throw new OvException(
            ErrorCode.GateRed, $"Without {entry.Branch} the gate \"{red.Name}\" fails, so {entry.Target} was left as it is.", $"Read {red.Log}.")
        {
            Facts = new Dictionary<string, string> { ["gate"] = red.Name, ["log"] = red.Log ?? "", ["output"] = run.Tail },
        };
    }
}
