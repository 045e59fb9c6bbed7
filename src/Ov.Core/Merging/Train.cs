using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Forges;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Proving;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>
/// Gates entries that were built on each other with as few runs as it can, lands what is green in one move of the target, and sets aside
/// the one that breaks it. The caller holds the <see cref="TargetLease"/>.
/// </summary>
internal sealed class Train(OvApp app, Caller caller, string target, IReadOnlyList<CommandSpec> gates, MergerOptions options, CancellationToken stop)
{
    private readonly string _root = app.Project.CommonDir;
    private readonly IntegrationWorktree _worktree = IntegrationWorktree.Of(app, target);
    private readonly GitRefs _refs = new(app.Git);
    private readonly TargetMover _mover = new(app, options.Asked);
    private readonly GitCommits _commits = new(app.Git);
    private readonly GateLanes _lanes = new(app, target, gates, stop);

    /// <summary>How often the gates ran so far.</summary>
    private int _runs;

    /// <summary>The target's commit that its own gates were found to fail on.</summary>
    private string? _redTarget;

    /// <exception cref="OvException">target-moved, target-dirty, state: nothing of it landed.</exception>
    public TrainEnd Pull(IReadOnlyList<TrainEntry> entries)
    {
        var seen = entries[0].Base;
        var known = new Dictionary<int, TrainVerdict>();
        var said = new Dictionary<int, GateRun>();
        if (_redTarget == seen)
        {
            known[0] = TrainVerdict.RedTwice;
        }

        TrainStep step;
        while ((step = TrainStep.For(entries.Count, known)).Deed == TrainDeed.Gate)
        {
            RequireStill(seen);
            var lengths = TrainStep.Ahead(entries.Count, known, app.Config.Merge.ParallelGates);
            foreach (var (length, run) in lengths.Zip(Gate(entries, lengths)))
            {
                // Whoever hung would only hang again: that costs the whole limit, and bad luck seldom takes that long.
                known[length] = run.Red is not { } failed ? TrainVerdict.Green : failed.HasHung || known.ContainsKey(length) ? TrainVerdict.RedTwice : TrainVerdict.Red;
                said[length] = said.TryGetValue(length, out var before) && before.Red is { } red ? run.After(red) : run;
            }

            app.Ledger.Seams.Reach(KillPoint.MergeGated);
        }

        _redTarget = known.TryGetValue(0, out var verdict) && verdict == TrainVerdict.RedTwice ? seen : null;
        // Named after the attempt of its first entry.
        MergeTrain Of(int position) => new("train" + entries[0].IntentId["intent".Length..], position, entries.Count, _runs);
        switch (step.Deed)
        {
            case TrainDeed.Leave:
                return new TrainEnd(step.Deed, [Leave(entries[0], said[1], Of(1))]);
            case TrainDeed.Uncouple:
                return new TrainEnd(step.Deed, []);
        }

        var outcomes = step.Length == 0 ? [] : options.Offers(app, entries[0].Entry) ? [new Offerer(app, caller, target, stop).Offer(entries[0], said[1], Of(1))] : Land([.. entries.Take(step.Length)], said[step.Length], Of);
        if (step.Length < entries.Count)
        {
            var guilty = entries[step.Length];
            var run = said[step.Length + 1];
            var evidence = Evidence([.. entries.Take(step.Length)], guilty, run.Red!.HasHung ? "It hung, and is green without this branch." : "It was red twice on the same tree, and green without this branch.");
            outcomes.Add(SetAside(guilty, run, evidence, Of(step.Length + 1)));
        }

        return new TrainEnd(step.Deed, outcomes, IsRed: step.Length < entries.Count);
    }

    /// <summary>What the user should know although it landed.</summary>
    internal static IReadOnlyList<string> Warnings(OvApp app, MergeEntry landed, IReadOnlyList<GateOutcome> gates)
    {
        var warnings = gates.Where(gate => gate.Flaky).Select(gate => $"The gate \"{gate.Name}\" is flaky: it failed and then passed on the very same tree.").ToList();
        if (app.Ledger.Read(sql => MergeStore.OutsideScope(sql, landed)) is { Count: > 0 } outside)
        {
            warnings.Add(OutsideScope(outside));
        }

        if (app.Config.Gates.Count == 0)
        {
            warnings.Add("No gates are configured, so nothing checked the merged tree.");
        }

        if (landed.TaskId is { } taskId && app.Ledger.Read(sql => TaskStore.ById(sql, taskId)) is { State: not (TaskState.Closed or TaskState.Canceled) } task)
        {
            warnings.Add($"Task {task.Number} is {task.State.Word()} and stays open.");
        }

        return warnings;
    }

    internal static string OutsideScope(IReadOnlyList<string> files) => $"It changed files outside of its scope: {string.Join(", ", files)}.";

    /// <summary>Signing may ask a person for a password, whom a landing has not got.</summary>
    private static string Unsigned(MergeEntry landed) => "commit.gpgSign is set, and what landed is not signed: ov signs nothing"
        + (landed.Strategy == MergeStrategy.Rebase ? ", and the commits of a rebase lose the signatures they had." : ".");

    private void RequireStill(string seen)
    {
        if (_refs.Tip(_root, target) != seen)
        {
            throw TargetMove.Overtaken.Refusal(target);
        }
    }

    private GateRun[] Gate(IReadOnlyList<TrainEntry> entries, IReadOnlyList<int> lengths)
    {
        using var step = app.Progress.Step(string.Join("; ", lengths.Select(length => length > 1 ? $"Checking {length} branches together" : length == 0 ? $"Checking {target} by itself" : $"Checking {entries[0].Entry.Branch}")));
        return Gate([.. lengths.Select(length => length == 0 ? new GateCandidate(entries[0].Base, _commits.Tree(_root, entries[0].Base), $"{entries[0].Entry.Id}-before")
            : new GateCandidate(entries[length - 1].Commit, entries[length - 1].Tree, entries[length - 1].Entry.Id))]);
    }

    private GateRun[] Gate(params IReadOnlyList<GateCandidate> candidates)
    {
        var runs = _lanes.Run(candidates);
        _runs += runs.Count(run => run.HasRun);
        return runs;
    }

    private List<MergeOutcome> Land(IReadOnlyList<TrainEntry> entries, GateRun run, Func<int, MergeTrain> train)
    {
        var (seen, commit) = (entries[0].Base, entries[^1].Commit);
        RequireStill(seen);
        app.Ledger.Write(tx =>
        {
            foreach (var (entry, position) in entries.Select((entry, at) => (entry, at + 1)))
            {
                if (entry.Entry.TaskId is { } taskId && TaskStore.ById(tx.Sql, taskId) is { State: TaskState.Canceled })
                {
                    throw new OvException(ErrorCode.State, $"The task of {entry.Entry.Branch} was canceled while it was being merged.");
                }

                MergeStore.SetGates(tx, entry.Entry.Id, run.Outcomes);
                MergeStore.SetTrain(tx, entry.Entry.Id, train(position));
                Intents.Update(tx, entry.IntentId, (entry.Intent with { Landing = true }).Write());
            }
        });
        app.Ledger.Seams.Reach(KillPoint.MergeLandingIntended);
        var patches = ReceiptWriter.Write(app, entries, gates);
        _refs.BackUp(_root, "before-landing", target, seen, app.Ledger.Now);
        var move = _mover.Forward(target, seen, commit, $"ov merge: {string.Join(", ", entries.Select(entry => entry.Entry.Branch))}");
        if (move.Kind != TargetMoveKind.Moved)
        {
            app.Ledger.Write(tx => MergeStore.SetBlocked(tx, entries[^1].Entry.Id, move.Files));
            throw move.Refusal(target);
        }

        app.Ledger.Seams.Reach(KillPoint.MergeRefMoved);
        var landed = app.Ledger.Write(tx => entries.Zip(patches).Select(pair =>
            MergeRecorder.Landed(tx, app.Config, pair.First.Entry.Id, pair.First.IntentId, "done", caller.Actor, pair.First.Intent.Tip, pair.First.Commit, pair.Second)).ToList());
        app.Ledger.Seams.Reach(KillPoint.MergeLandedRecorded);
        landed.ForEach(entry => QueuePins.Release(app, entry.Branch));
        var unsigned = _commits.AsksForSignatures(_root);
        return [.. landed.Select(entry => new MergeOutcome(entry, null, [.. Warnings(app, entry, run.Outcomes), .. unsigned ? [Unsigned(entry)] : Array.Empty<string>()]))];
    }

    private MergeOutcome SetAside(TrainEntry guilty, GateRun run, string evidence, MergeTrain train)
    {
        var rejected = app.Ledger.Write(tx =>
        {
            MergeStore.SetTrain(tx, guilty.Entry.Id, train);
            return MergeRecorder.Rejected(tx, guilty.Entry.Id, guilty.IntentId, caller.Actor, guilty.Intent.Tip, run, evidence);
        });
        app.Ledger.Seams.Reach(KillPoint.MergeSetAside);
        return new MergeOutcome(rejected, rejected.State != MergeState.Rejected ? null : MergeRefusals.GateRed(app, rejected, run.Red!, run.Tail), []);
    }

    private MergeOutcome Leave(TrainEntry entry, GateRun run, MergeTrain train)
    {
        var red = run.Red! with { FailsWithout = true };
        var refusal = MergeRefusals.TargetRed(entry.Entry, red);
        var left = app.Ledger.Write(tx =>
        {
            MergeStore.SetGates(tx, entry.Entry.Id, [.. run.Outcomes.Select(o => o.Name == red.Name ? red : o)]);
            MergeStore.SetTrain(tx, entry.Entry.Id, train);
            return MergeRecorder.Requeued(tx, entry.Entry.Id, entry.IntentId, "done", caller.Actor, refusal.Message);
        });
        return new MergeOutcome(left, refusal, []);
    }

    /// <summary>Whether the entry fails by itself, or only beside another that has landed; found like the entry itself.</summary>
    private string Evidence(IReadOnlyList<TrainEntry> before, TrainEntry guilty, string measured)
    {
        if (before.Count == 0)
        {
            return measured;
        }

        var known = new Dictionary<int, TrainVerdict> { [before.Count] = TrainVerdict.RedTwice };
        TrainStep step;
        while ((step = TrainStep.For(before.Count, known)).Deed == TrainDeed.Gate)
        {
            var seen = step.Length == 0 ? before[0].Base : before[step.Length - 1].Commit;
            _worktree.Prepare(app, seen);
            var (merged, commit) = new LandingBuilder(app, _worktree, target, seen, stop: stop).Build(guilty.Entry);
            if (commit is null)
            {
                return measured;
            }

            known[step.Length] = Gate(new GateCandidate(commit, merged.Tree, $"{guilty.Entry.Id}-with-{step.Length}"))[0].Red is null ? TrainVerdict.Green : TrainVerdict.RedTwice;
        }

        return step.Deed == TrainDeed.Land
            ? $"{measured} By itself it passes: it fails beside {before[step.Length].Entry.Branch}, which has landed."
            : $"{measured} It fails by itself too.";
    }
}

/// <summary>What became of a train; who is not among the outcomes was not settled and comes again.</summary>
/// <param name="IsRed">One entry was set aside.</param>
internal sealed record TrainEnd(TrainDeed Deed, IReadOnlyList<MergeOutcome> Outcomes, bool IsRed = false);
