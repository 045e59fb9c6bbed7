using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Worktrees;

namespace Ov.Core.Merging;

/// <summary>
/// The landing rule (architecture, "Merging"): a ref never moves under a checkout. Where a checkout has the target, moving that
/// checkout is the landing; it keeps unrelated uncommitted work and refuses when the move would touch some.
/// </summary>
/// <param name="asked">True when a person asks for this very landing: <c>merge.syncCheckout: never</c> waits for that.</param>
public sealed class TargetMover(OvApp app, bool asked)
{
    private readonly string _root = app.Project.CommonDir;
    private readonly GitRefs _refs = new(app.Git);

    /// <summary>Moves the target to a commit that contains what was seen there.</summary>
    public TargetMove Forward(string target, string seen, string to, string reason) => Move(target, seen, to, reason, (checkout) =>
    {
        var moved = new GitMerge(app.Git).MoveForward(checkout.Path, to);
        return moved.Outcome switch
        {
            FastForwardOutcome.Done => TargetMove.Done(checkout.Path),
            FastForwardOutcome.NotForward => TargetMove.Overtaken,
            _ => Refused(checkout, moved),
        };
    });

    /// <summary>Moves the target back to an older commit. Doing it again after a crash in the middle finishes it.</summary>
    public TargetMove Back(string target, string seen, string to, string reason) => Move(target, seen, to, reason, (checkout) =>
    {
        var moved = new GitRewind(app.Git).MoveFiles(checkout.Path, seen, to);
        if (moved.Outcome != FastForwardOutcome.Done)
        {
            return Refused(checkout, moved);
        }

        if (_refs.Update(_root, $"refs/heads/{target}", to, seen, reason) == RefUpdate.Updated)
        {
            return TargetMove.Done(checkout.Path);
        }

        new GitRewind(app.Git).MoveFiles(checkout.Path, to, seen);
        return TargetMove.Overtaken;
    });

    /// <summary>What keeps a target from moving whatever the commit; null when nothing does. Asked before anything is built.</summary>
    public TargetMove? Obstacle(string target) => Obstacle(target, Checkouts());

    private TargetMove? Obstacle(string target, List<GitWorktree> all)
    {
        if (all.FirstOrDefault(w => w.Branch != target && Rebases(w.Path, target)) is { } rebasing)
        {
            return TargetMove.BlockedBy(rebasing.Path, [], $"a rebase of {target} is in progress there");
        }

        return all.Where(w => w.Branch == target).ToList() switch
        {
            [] => null,
            [var one, var other, ..] => TargetMove.BlockedBy(one.Path, [], $"also in {other.Path}: moving one would move the branch under the other"),
            [var only] when !asked && app.Config.Merge.SyncCheckout == CheckoutSync.Never =>
                TargetMove.BlockedBy(only.Path, [], "merge.syncCheckout is never, so it waits until the operator asks"),
            [var only] => Unfinished(only),
        };
    }

    /// <summary>Whether the files that stood in the way of a landing still have uncommitted changes.</summary>
    public TargetMove? StillDirty(string target, IReadOnlyList<string> files)
    {
        if (files.Count == 0 || Checkouts().FirstOrDefault(w => w.Branch == target) is not { } checkout)
        {
            return null;
        }

        var dirty = new GitStatusReader(app.Git).Read(checkout.Path).AllPaths.Intersect(files).ToList();
        return dirty.Count == 0 ? null : Overlaps(checkout, dirty);
    }

    private TargetMove Move(string target, string seen, string to, string reason, Func<GitWorktree, TargetMove> inCheckout)
    {
        var all = Checkouts();
        if (Obstacle(target, all) is { } obstacle)
        {
            return obstacle;
        }

        if (all.SingleOrDefault(w => w.Branch == target) is not { } checkout)
        {
            return _refs.Update(_root, $"refs/heads/{target}", to, seen, reason) == RefUpdate.Updated ? TargetMove.Done(null) : TargetMove.Overtaken;
        }

        if (checkout.Head != seen)
        {
            return TargetMove.Overtaken;
        }

        WipKeeper.BeforeMove(app, checkout.Path, target);
        return inCheckout(checkout);
    }

    private List<GitWorktree> Checkouts() => [.. new GitWorktrees(app.Git).List(_root).Where(w => !w.IsBare && w.Prunable is null)];

    private static TargetMove Refused(GitWorktree checkout, FastForward moved) => moved.Files.Count > 0
        ? Overlaps(checkout, moved.Files)
        : TargetMove.BlockedBy(checkout.Path, [], $"git refused: {moved.Reason}");

    private static TargetMove Overlaps(GitWorktree checkout, IReadOnlyList<string> files) =>
        TargetMove.BlockedBy(checkout.Path, files, $"its uncommitted changes overlap in {string.Join(", ", files)}");

    private static TargetMove? Unfinished(GitWorktree checkout) =>
        RepositoryLocator.Find(checkout.Path)?.GitDir is { } gitDir && OperationInProgress.In(gitDir) is not GitOperation.None and var operation
            ? TargetMove.BlockedBy(checkout.Path, [], $"a half-finished operation ({operation}) is in progress there")
            : null;

    /// <summary>While a branch is rebased its checkout is detached, yet the rebase will move the branch when it ends.</summary>
    private static bool Rebases(string checkout, string target) =>
        RepositoryLocator.Find(checkout)?.GitDir is { } gitDir && OperationInProgress.RebasedBranch(gitDir) == target;
}
