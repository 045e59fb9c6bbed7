using Ov.Core.Agents;
using Ov.Core.Forges;
using Ov.Core.Gates;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Phases;
using Ov.Core.Stacking;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>
/// Takes entries out of the queue and builds them off to the side, each on the target or on what lands before it. What needs no gates to
/// be settled is settled here. The caller holds the <see cref="TargetLease"/>.
/// </summary>
internal sealed class EntryBuilder(OvApp app, Caller caller, string target, MergerOptions options, CancellationToken stop)
{
    private readonly string _root = app.Project.CommonDir;
    private readonly IntegrationWorktree _worktree = IntegrationWorktree.Of(app, target);
    private readonly GitRefs _refs = new(app.Git);
    private readonly TargetMover _mover = new(app, options.Asked);
    private readonly GitCommits _commits = new(app.Git);

    /// <param name="before">The last commit of the train so far; null for an entry that comes first.</param>
    /// <returns>What was built, or what became of the entry without; neither when it has to come again after what lands before it.</returns>
    public (TrainEntry? Built, MergeOutcome? Settled) Build(string mergeId, string? before)
    {
        if (Waits(mergeId, out var tip) is { } waiting)
        {
            // What it stands on may be in this very train.
            return before is not null && waiting.Problem?.Code == ErrorCode.Unlanded ? default : (null, waiting);
        }

        if (Begin(mergeId) is not { } begun)
        {
            return (null, new MergeOutcome(app.Ledger.Read(sql => MergeStore.ById(sql, mergeId))!, null, []));
        }

        try
        {
            return Build(begun.Entry, begun.IntentId, begun.Intent, before, before ?? tip);
        }
        catch (Exception failure)
        {
            var entry = app.Ledger.Write(tx => MergeRecorder.Requeued(tx, mergeId, begun.IntentId, "failed", caller.Actor, failure.Message));
            if (failure is OvException refusal && refusal.Code != ErrorCode.Busy)
            {
                return (null, new MergeOutcome(entry, refusal, []));
            }

            throw;
        }
    }

    /// <summary>What is known to stand in the way is said without building anything: a tick that comes by again has no effect.</summary>
    /// <param name="tip">The target's commit, where that was asked.</param>
    private MergeOutcome? Waits(string mergeId, out string? tip)
    {
        tip = null;
        var entry = app.Ledger.Read(sql => MergeStore.ById(sql, mergeId))!;
        if (entry.State != MergeState.Queued)
        {
            return null;
        }

        if (entry.IsOffered)
        {
            return new MergeOutcome(entry, null, []);
        }

        tip = _refs.Tip(_root, target);
        var refusal = tip is null
            ? new OvException(ErrorCode.NotFound, $"The target {target} does not exist.", $"Recreate it: git branch {target} <commit>.")
            : LandingReview.Refusal(app, caller, entry) ?? AtGate(entry) ?? StackHold.Refusal(app, entry, tip, options.Offers(app, entry)) ?? (options.Offers(app, entry) ? Offerer.Obstacle(app, target) : _mover.Obstacle(target)?.Refusal(target)) ?? (entry.Seen == tip ? Stuck(entry) : null);
        if (refusal is null)
        {
            return null;
        }

        if (entry.Reason != refusal.Message)
        {
            app.Ledger.Write(tx => MergeStore.SetReason(tx, entry.Id, refusal.Message));
        }

        return new MergeOutcome(app.Ledger.Read(sql => MergeStore.ById(sql, mergeId))!, refusal, []);
    }

    private OvException? AtGate(MergeEntry entry) =>
        entry.RunId is { } run ? app.Ledger.Read(sql => GateHolds.Refusal(sql, run, entry.TaskId, GatePoint.Landing, entry.Branch)) ?? PhaseHolds.Landing(app, run, entry.TaskId) : null;

    /// <summary>The target is as it was when this entry could not land on it.</summary>
    private OvException? Stuck(MergeEntry entry) =>
        entry.Gates.FirstOrDefault(gate => gate.FailsWithout) is { } gate && caller.Kind == CallerKind.Watch
            ? MergeRefusals.TargetRed(entry, gate)
            : _mover.StillDirty(target, entry.Conflicts)?.Refusal(target);

    /// <summary>Takes the entry out of the queue into building; null when it is not queued any more.</summary>
    private (MergeEntry Entry, string IntentId, MergeIntent Intent)? Begin(string mergeId)
    {
        var begun = app.Ledger.Write(((MergeEntry, string, MergeIntent)? (tx) =>
        {
            var entry = MergeStore.ById(tx.Sql, mergeId);
            if (entry is not { State: MergeState.Queued })
            {
                return null;
            }

            if (entry.TaskId is { } taskId && TaskStore.ById(tx.Sql, taskId) is { State: TaskState.Canceled })
            {
                MergeQueue.Withdraw(tx, entry, caller.Actor, "its task was canceled");
                return null;
            }

            if (options.Strategy is { } strategy && strategy != entry.Strategy)
            {
                MergeStore.SetStrategy(tx, entry.Id, strategy);
                entry = entry with { Strategy = strategy };
            }

            var intent = new MergeIntent(entry.Id, target, entry.Tip);
            var id = Intents.Open(tx, MergeIntent.Kind, entry.Id, intent.Write());
            return (MergeStore.Move(tx, entry, MergeState.Building, caller.Actor), id, intent);
        }));
        if (begun is not null)
        {
            app.Ledger.Seams.Reach(KillPoint.MergeBuilding);
        }

        return begun;
    }

    private (TrainEntry? Built, MergeOutcome? Settled) Build(MergeEntry entry, string intentId, MergeIntent intent, string? before, string? tip)
    {
        using var step = app.Progress.Step($"Merging {entry.Branch} into {target}");
        var seen = tip ?? _refs.Tip(_root, target) ?? throw TargetMove.Overtaken.Refusal(target);
        QueuePins.Pin(app, entry.Branch, entry.Tip);
        if (_commits.IsAncestor(_root, entry.Tip, seen) && !LandingBuilder.WasTakenOut(_commits, _root, seen, entry.Tip, entry.RevertedBy))
        {
            return before is null ? (null, Found(entry, intentId, seen)) : Later(entry, intentId);
        }

        if (before is not null && options.Offers(app, entry))
        {
            return Later(entry, intentId);
        }

        _worktree.Prepare(app, seen);
        var (merged, built) = new LandingBuilder(app, _worktree, target, seen, mayAsk: before is null, stop).Build(entry);
        if (before is not null && (built is null || built == seen))
        {
            return Later(entry, intentId);
        }

        if (built is not { } commit)
        {
            var brief = ConflictBriefs.Of(app, entry, merged.Conflicts);
            var conflicted = app.Ledger.Write(tx => MergeRecorder.Conflicted(tx, entry.Id, intentId, caller.Actor, seen, entry.Tip, merged.Conflicts, $"{merged.Words}\n\n{brief.Intents()}"));
            return (null, new MergeOutcome(conflicted, conflicted.State == MergeState.Conflicted ? MergeRefusals.Conflict(app, conflicted) : null, []));
        }

        if (commit == seen)
        {
            return (null, Recorded(entry, intentId, seen, null, MergeTier.AlreadyLanded));
        }

        QueuePins.Pin(app, entry.Branch, commit);
        intent = intent with { Seen = seen, Commit = commit };
        app.Ledger.Write(tx =>
        {
            MergeStore.SetBuild(tx, entry.Id, seen, merged.Tree, [], merged.Resolutions);
            if (merged.Resolutions.Count > 0)
            {
                MergeStore.RecordResolutions(tx, entry, caller.Actor, merged.Resolutions);
            }

            MergeStore.Move(tx, MergeStore.ById(tx.Sql, entry.Id)!, MergeState.Gating, caller.Actor);
            Intents.Update(tx, intentId, intent.Write());
        });
        app.Ledger.Seams.Reach(KillPoint.MergeTreeBuilt);
        return (new TrainEntry(entry, intentId, intent, seen, commit, merged.Tree), null);
    }

    /// <summary>Only when what comes before has landed is it sure that this conflicts, or brings nothing.</summary>
    private (TrainEntry? Built, MergeOutcome? Settled) Later(MergeEntry entry, string intentId)
    {
        app.Ledger.Write(tx => MergeRecorder.Requeued(tx, entry.Id, intentId, "done", caller.Actor, "waits for what lands before it"));
        return default;
    }

    /// <summary>The target has the commit already: a merger that died had moved it, or somebody merged by hand.</summary>
    private MergeOutcome Found(MergeEntry entry, string intentId, string seen)
    {
        var brought = _commits.BroughtBy(_root, entry.Tip, seen);
        return brought != entry.Tip && _commits.Read(_root, brought).Trailer("Ov-Merge") == entry.Id
            ? Recorded(entry, intentId, brought, new GitDiffs(app.Git).PatchId(_root, brought), null)
            : Recorded(entry, intentId, brought, null, MergeTier.AlreadyLanded);
    }

    private MergeOutcome Recorded(MergeEntry entry, string intentId, string landed, string? patchId, string? tier)
    {
        var recorded = app.Ledger.Write(tx => MergeRecorder.Landed(tx, app.Config, entry.Id, intentId, "done", caller.Actor, entry.Tip, landed, patchId, tier));
        app.Ledger.Seams.Reach(KillPoint.MergeLandedRecorded);
        QueuePins.Release(app, entry.Branch);
        return new MergeOutcome(recorded, null, Train.Warnings(app, recorded, []));
    }
}
