using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>Brings one queued entry to its target: build off to the side, gate, land. The caller holds the <see cref="TargetLease"/>.</summary>
internal sealed class EntryMerger(OvApp app, Caller caller, string target, IReadOnlyList<CommandSpec> gates, MergerOptions options, CancellationToken stop)
{
    /// <summary>How often a target that moves meanwhile is followed before the entry is left in the queue.</summary>
    private const int Rebuilds = 5;

    /// <summary>Overstory's word for a merge without conflicts.</summary>
    public const string CleanMerge = "clean-merge";

    /// <summary>Overstory's word for a merge in which rules resolved what git could not.</summary>
    public const string AutoResolve = "auto-resolve";

    /// <summary>Somebody else brought the commits to the target; undo leaves them alone.</summary>
    public const string AlreadyLanded = "already-landed";

    private readonly string _root = app.Project.CommonDir;
    private readonly IntegrationWorktree _worktree = IntegrationWorktree.Of(app, target);
    private readonly GitRefs _refs = new(app.Git);
    private readonly TargetMover _mover = new(app, options.Asked);
    private readonly GitCommits _commits = new(app.Git);

    internal static string TierOf(MergeEntry entry) => entry.Resolutions.Count > 0 ? AutoResolve : CleanMerge;

    public MergeOutcome Process(string mergeId)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (Waits(mergeId) is { } waiting)
            {
                return waiting;
            }

            if (Begin(mergeId) is not { } begun)
            {
                return new MergeOutcome(app.Ledger.Read(sql => MergeStore.ById(sql, mergeId))!, null, []);
            }

            var outcome = Guarded(begun);
            var overtaken = outcome.Problem?.Code == ErrorCode.TargetMoved || (outcome.Problem is null && outcome.Entry.State == MergeState.Queued);
            if (!overtaken || attempt == Rebuilds)
            {
                return outcome;
            }
        }
    }

    /// <summary>What is known to stand in the way is said without building anything: a tick that comes by again has no effect.</summary>
    private MergeOutcome? Waits(string mergeId)
    {
        var entry = app.Ledger.Read(sql => MergeStore.ById(sql, mergeId))!;
        if (entry.State != MergeState.Queued)
        {
            return null;
        }

        var tip = _refs.Tip(_root, target);
        var refusal = tip is null
            ? new OvException(ErrorCode.NotFound, $"The target {target} does not exist.", $"Recreate it: git branch {target} <commit>.")
            : (_mover.Obstacle(target) ?? (entry.Seen == tip ? _mover.StillDirty(target, entry.Conflicts) : null))?.Refusal(target);
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

    /// <summary>Whatever fails, the entry is queued again and the intent is closed; a refusal belongs to this entry and the queue goes on.</summary>
    private MergeOutcome Guarded((MergeEntry Entry, string IntentId, MergeIntent Intent) begun)
    {
        try
        {
            return Merge(begun.Entry, begun.IntentId, begun.Intent);
        }
        catch (Exception failure)
        {
            var entry = app.Ledger.Write(tx => MergeRecorder.Requeued(tx, begun.Entry.Id, begun.IntentId, "failed", caller.Actor, failure.Message));
            if (failure is OvException refusal && refusal.Code != ErrorCode.Busy)
            {
                return new MergeOutcome(entry, refusal, []);
            }

            throw;
        }
    }

    private MergeOutcome Merge(MergeEntry entry, string intentId, MergeIntent intent)
    {
        using var step = app.Progress.Step($"Merging {entry.Branch} into {target}");
        var seen = _refs.Tip(_root, target) ?? throw TargetMove.Overtaken.Refusal(target);
        var tip = entry.Tip;
        QueuePins.Pin(app, entry.Branch, tip);
        if (_commits.IsAncestor(_root, tip, seen))
        {
            return Found(entry, intentId, tip, seen);
        }

        _worktree.Prepare(app, seen);
        var (merged, built) = new LandingBuilder(app, _worktree, target, seen, stop).Build(entry);
        if (built is not { } commit)
        {
            var conflicted = app.Ledger.Write(tx => MergeRecorder.Conflicted(tx, entry.Id, intentId, caller.Actor, seen, tip, merged.Conflicts, merged.Words));
            return new MergeOutcome(conflicted, conflicted.State == MergeState.Conflicted ? Conflict(conflicted) : null, []);
        }

        if (commit == seen)
        {
            return Recorded(entry, intentId, tip, seen, null, AlreadyLanded);
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
        if (Gate(entry, intentId, commit, merged.Tree, tip) is { } red)
        {
            return red;
        }

        return Land(entry, intentId, intent, seen, commit);
    }

    /// <summary>Null when every gate is green, or there is none.</summary>
    private MergeOutcome? Gate(MergeEntry entry, string intentId, string commit, string tree, string tip)
    {
        if (gates.Count > 0)
        {
            _worktree.Prepare(app, commit);
        }

        var run = GateRunner.Run(app, gates, _worktree.Path, target, tree, entry.Id, stop);
        app.Ledger.Write(tx => MergeStore.SetGates(tx, entry.Id, run.Outcomes));
        app.Ledger.Seams.Reach(KillPoint.MergeGated);
        if (run.Red is not { } red)
        {
            return null;
        }

        var rejected = app.Ledger.Write(tx => MergeRecorder.Rejected(tx, entry.Id, intentId, caller.Actor, tip, run));
        return new MergeOutcome(rejected, rejected.State != MergeState.Rejected ? null : new OvException(
            ErrorCode.GateRed, $"The gate \"{red.Name}\" failed on the merge of {entry.Branch} into {target}; nothing landed.",
            $"Read {red.Log}; rebase {entry.Branch} onto {target}, make it pass, then report it ready again{OrSling(entry)}.")
        {
            Facts = Names(rejected, ("gate", red.Name), ("log", red.Log ?? ""), ("output", run.Tail)),
        }, []);
    }

    private MergeOutcome Land(MergeEntry entry, string intentId, MergeIntent intent, string seen, string commit)
    {
        if (_refs.Tip(_root, target) != seen)
        {
            throw TargetMove.Overtaken.Refusal(target);
        }

        app.Ledger.Write(tx =>
        {
            if (entry.TaskId is { } taskId && TaskStore.ById(tx.Sql, taskId) is { State: TaskState.Canceled })
            {
                throw new OvException(ErrorCode.State, $"The task of {entry.Branch} was canceled while it was being merged.");
            }

            Intents.Update(tx, intentId, (intent with { Landing = true }).Write());
        });
        app.Ledger.Seams.Reach(KillPoint.MergeLandingIntended);
        _refs.BackUp(_root, "before-landing", target, seen, app.Ledger.Now);
        var move = _mover.Forward(target, seen, commit, $"ov merge: {entry.Branch}");
        if (move.Kind != TargetMoveKind.Moved)
        {
            app.Ledger.Write(tx => MergeStore.SetBlocked(tx, entry.Id, move.Files));
            throw move.Refusal(target);
        }

        app.Ledger.Seams.Reach(KillPoint.MergeRefMoved);
        return Recorded(entry, intentId, intent.Tip, commit, new GitDiffs(app.Git).PatchId(_root, commit), null);
    }

    /// <summary>The target has the commit already: a merger that died had moved it, or somebody merged by hand.</summary>
    private MergeOutcome Found(MergeEntry entry, string intentId, string tip, string seen)
    {
        var brought = _commits.BroughtBy(_root, tip, seen);
        return brought != tip && _commits.Read(_root, brought).Trailer("Ov-Merge") == entry.Id
            ? Recorded(entry, intentId, tip, brought, new GitDiffs(app.Git).PatchId(_root, brought), null)
            : Recorded(entry, intentId, tip, brought, null, AlreadyLanded);
    }

    private MergeOutcome Recorded(MergeEntry entry, string intentId, string tip, string landed, string? patchId, string? tier)
    {
        var recorded = app.Ledger.Write(tx => MergeRecorder.Landed(tx, entry.Id, intentId, "done", caller.Actor, tip, landed, patchId, tier));
        app.Ledger.Seams.Reach(KillPoint.MergeLandedRecorded);
        QueuePins.Release(app, entry.Branch);
        return new MergeOutcome(recorded, null, Warnings(recorded));
    }

    private List<string> Warnings(MergeEntry landed)
    {
        var warnings = new List<string>();
        if (gates.Count == 0)
        {
            warnings.Add("No gates are configured, so nothing checked the merged tree.");
        }

        if (landed.TaskId is { } taskId && app.Ledger.Read(sql => TaskStore.ById(sql, taskId)) is { State: not (TaskState.Closed or TaskState.Canceled) } task)
        {
            warnings.Add($"Task {task.Number} is {task.State.Word()} and stays open.");
        }

        return warnings;
    }

    private OvException Conflict(MergeEntry entry) => new(
        ErrorCode.Conflict, $"{entry.Branch} conflicts with {target} in {string.Join(", ", entry.Conflicts)}; nothing landed.",
        entry.TaskId is null ? $"Merge {target} into {entry.Branch} and resolve it there, then again."
            : $"Rebase {entry.Branch} onto {target} in its worktree, then report it ready again{OrSling(entry)}.")
    {
        Facts = Names(entry), Lists = new Dictionary<string, IReadOnlyList<string>> { ["conflictFiles"] = entry.Conflicts },
    };

    /// <summary>A worker that reported has usually ended, so its task waits for another one.</summary>
    private string OrSling(MergeEntry entry) =>
        entry.TaskId is { } taskId && app.Ledger.Read(sql => TaskStore.ById(sql, taskId)) is { State: TaskState.Pending } ? $", or let an agent do it: ov sling {taskId} --restart" : "";

    private static Dictionary<string, string> Names(MergeEntry entry, params (string Name, string Value)[] more)
    {
        var facts = new Dictionary<string, string> { ["mergeId"] = entry.Id, ["branchName"] = entry.Branch, ["target"] = entry.Target, ["status"] = entry.State.Word() };
        foreach (var (name, value) in more)
        {
            facts[name] = value;
        }

        return facts;
    }
}
