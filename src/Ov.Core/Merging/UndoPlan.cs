using System.Text.Json.Serialization;
using Ov.Core.Git;
using Ov.Core.Json;

namespace Ov.Core.Merging;

/// <summary>How a landing would be taken back.</summary>
/// <param name="Seen">The target as it is.</param>
/// <param name="Before">The target as it was before the landing.</param>
/// <param name="Trace">Where the landing is in the target now.</param>
/// <param name="Others">Refs beside the target that hold the landed commit: because of them it is reverted, not forgotten.</param>
public sealed record UndoPlan(MergeEntry Entry, UndoHow How, string Seen, string Before, LandedTrace Trace, IReadOnlyList<string> Others)
{
    /// <param name="mergeId">Which landing; null for the target's last.</param>
    /// <exception cref="OvException">not-found, or state when the landing cannot be taken back by ov.</exception>
    public static UndoPlan For(OvApp app, string target, string? mergeId = null)
    {
        var (refs, commits, root) = (new GitRefs(app.Git), new GitCommits(app.Git), app.Project.CommonDir);
        var entry = app.Ledger.Read(sql => mergeId is null ? MergeStore.LandedOn(sql, target, 1).FirstOrDefault() : MergeFinder.Landed(sql, mergeId))
            ?? throw new OvException(ErrorCode.NotFound, $"Nothing has landed on {target} that could be undone.", "See 'ov merge --status'.");
        if (entry.Tier == MergeTier.AlreadyLanded || entry.Landed is not { } landed)
        {
            throw new OvException(ErrorCode.State, $"The landing of {entry.Branch} was in {target} before ov looked, so ov does not take it back.", $"Use git: git revert … on {target}.");
        }

        if (app.Ledger.Read(sql => MergeStore.LandedUpon(sql, entry)) is { } upper)
        {
            throw new OvException(ErrorCode.State, $"{upper.Branch} stands on {entry.Branch} and has landed too, so {entry.Branch} is not taken out from below it.", $"Undo that first: ov merge undo {upper.Id}");
        }

        var seen = refs.Tip(root, target) ?? throw new OvException(ErrorCode.NotFound, $"The target {target} does not exist.", $"Recreate it: git branch {target} {landed}.");
        var trace = new TargetHistory(app.Git, root, seen).Find(entry);
        if (trace.How == LandedHow.Missing || refs.Resolve(root, landed) is null)
        {
            throw new OvException(ErrorCode.State, $"{target} was rewritten since {entry.Branch} landed as {landed[..12]}, and its change is not found there, so ov does not know what to take back.", $"Use git: git log {target}, then git revert.");
        }

        var others = refs.Containing(root, landed).Where(name => name != $"refs/heads/{target}").ToList();
        var before = TaskCommits.Before(commits, root, entry);
        // In the middle of a train the target never stood, and no gate may have seen it.
        var wasThere = entry.Train is not { Position: > 1 };
        return new UndoPlan(entry, seen == landed && wasThere && others.Count == 0 ? UndoHow.MoveBack : UndoHow.Revert, seen, before, trace, others);
    }
}

/// <summary>The two ways of undoing.</summary>
[JsonConverter(typeof(SnakeEnum<UndoHow>))]
public enum UndoHow
{
    /// <summary>Nobody but the target has the commit: the target goes back to where it was.</summary>
    MoveBack,

    /// <summary>Others have it, or more came on top: a new commit takes the change out again.</summary>
    Revert,
}
