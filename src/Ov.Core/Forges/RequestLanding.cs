using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Stacking;

namespace Ov.Core.Forges;

/// <summary>
/// Records what a forge merged: the target is fetched, moves forward to what the remote has where it has nothing of its own, and the work is
/// looked for in it, as a commit or by content. Until the target has it, the entry waits.
/// </summary>
internal sealed class RequestLanding(OvApp app, Caller caller, MergeEntry entry, GitRemote remote)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _root = app.Project.CommonDir;
    private readonly GitRefs _refs = new(app.Git);
    private readonly GitCommits _commits = new(app.Git);

    /// <param name="merged">What the forge names as the commit; null when it names none.</param>
    /// <exception cref="OvException">busy, git-failed, not-found.</exception>
    public MergeOutcome Take(ForgeRequest request, string? merged)
    {
        using var lease = TargetLease.Take(app, entry.Target, caller.Actor, Patience);
        MergeRepair.Leftovers(app, entry.Target);
        var before = Tip();
        var obstacle = Forward(new GitRemotes(app.Git).Fetch(app.Project.Root, remote, entry.Target), before);
        var trace = new TargetHistory(app.Git, _root, Tip()).Find(entry with { Landed = merged ?? request.Tip, PatchId = null, Seen = _commits.MergeBase(_root, before, request.Tip) });
        if (trace.How == LandedHow.Missing)
        {
            return Waits(request, obstacle);
        }

        var landed = trace.Commit ?? Tip();
        var (strategy, seen) = Shape(landed, request.Tip, before);
        var patch = new GitDiffs(app.Git).PatchId(_root, landed);
        var recorded = app.Ledger.Write(tx =>
        {
            MergeStore.SetRequest(tx, entry.Id, request);
            MergeStore.SetStrategy(tx, entry.Id, strategy);
            MergeStore.SetSeen(tx, entry.Id, seen);
            return MergeRecorder.Landed(tx, app.Config, entry.Id, null, "done", caller.Actor, request.Tip, landed, patch, MergeTier.Request);
        });
        QueuePins.Release(app, entry.Branch);
        return new MergeOutcome(recorded, null, Train.Warnings(app, recorded, recorded.Gates));
    }

    private string Tip() => _refs.Tip(_root, entry.Target) ?? throw new OvException(ErrorCode.NotFound, $"The target {entry.Target} does not exist.", $"Recreate it: git branch {entry.Target} {remote.Name}/{entry.Target}");

    /// <summary>Null when the target has what the remote has, else what keeps it from that.</summary>
    private OvException? Forward(string theirs, string seen)
    {
        if (_commits.IsAncestor(_root, theirs, seen))
        {
            return null;
        }

        if (!_commits.IsAncestor(_root, seen, theirs))
        {
            return new OvException(
                ErrorCode.TargetMoved, $"{entry.Target} and {remote.Name}/{entry.Target} have each something that the other lacks.",
                $"Bring it up to date: {(entry.RunId is null ? $"git merge {remote.Name}/{entry.Target} on {entry.Target}" : $"ov run follow --from {remote.Name}/{entry.Target}")}");
        }

        _refs.BackUp(_root, "before-landing", entry.Target, seen, app.Ledger.Now);
        var moved = new TargetMover(app, asked: true).Forward(entry.Target, seen, theirs, $"ov merge: {entry.Branch}, merged on the forge");
        return moved.Kind == TargetMoveKind.Moved ? null : moved.Refusal(entry.Target);
    }

    private MergeOutcome Waits(ForgeRequest request, OvException? obstacle)
    {
        var refusal = new OvException(
            obstacle?.Code ?? ErrorCode.Unlanded,
            $"{request.Url} is merged into {request.Base}, and {entry.Target} here does not have it yet{(obstacle is null ? "" : $": {obstacle.Message}")}", obstacle?.Hint ?? $"It lands once {request.Base} does.");
        var waiting = app.Ledger.Write(tx =>
        {
            MergeStore.SetRequest(tx, entry.Id, request);
            if (entry.Reason != refusal.Message)
            {
                MergeStore.SetReason(tx, entry.Id, refusal.Message);
            }

            return MergeStore.ById(tx.Sql, entry.Id)!;
        });
        return new MergeOutcome(waiting, refusal, []);
    }

    /// <summary>By which way it was merged, and what the target was before: undo has to know.</summary>
    private (MergeStrategy Strategy, string Seen) Shape(string landed, string tip, string before)
    {
        var first = _commits.Read(_root, landed).Parents[0];
        if (_commits.Read(_root, landed).Parents.Count > 1)
        {
            return (MergeStrategy.Merge, first);
        }

        var below = StackHold.Landed(app, entry.Branch, entry.Target, tip, before);
        var (fork, diffs) = (below is [.., var held] ? held : _commits.MergeBase(_root, before, tip), new GitDiffs(app.Git));
        var own = fork is null || fork == tip || diffs.PatchId(_root, fork, tip) == diffs.PatchId(_root, landed) ? 1 : _commits.Count(_root, $"{fork}..{tip}");
        return own == 1 ? (MergeStrategy.Squash, first) : (MergeStrategy.Rebase, _refs.Resolve(_root, $"{landed}~{own}") ?? first);
    }
}
