using Ov.Core.Delivering;
using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>Finishes an undo whose process died; every step of it may be done again.</summary>
public static class UndoRepair
{
    /// <summary>Called by the tick for an open intent of kind <c>undo</c> whose owner is dead.</summary>
    /// <returns>What was done, for people; null when somebody else is at it.</returns>
    /// <exception cref="OvException">busy, when the target is being merged into right now.</exception>
    public static string? Repair(OvApp app, IntentRecord intent)
    {
        var data = UndoIntent.Read(intent.Data);
        using var lease = TargetLease.Take(app, data.Target, "repair", TimeSpan.FromSeconds(2));
        if (!app.Ledger.Read(Intents.AllOpen).Any(i => i.Id == intent.Id))
        {
            return null;
        }

        if (Happened(app, data) || (Tip(app, data) == data.Seen && Undoer.Move(new TargetMover(app, asked: true), data).Kind == TargetMoveKind.Moved))
        {
            var entry = app.Ledger.Write(tx => Undoer.Record(tx, app.Config, intent.Id, data, "watch", "repaired"));
            Publisher.Try(app, entry.RunId, data.Target, "watch");
            return $"finished undoing the landing of {entry.Branch} on {data.Target}";
        }

        app.Ledger.Write(tx => Intents.Close(tx, intent.Id, "failed"));
        return $"gave up an undo on {data.Target} that had changed nothing";
    }

    private static string? Tip(OvApp app, UndoIntent data) => new GitRefs(app.Git).Tip(app.Project.CommonDir, data.Target);

    /// <summary>The target has the older or the reverting commit, and after a move back no longer the landed one; more may have landed since.</summary>
    private static bool Happened(OvApp app, UndoIntent data)
    {
        var (commits, root) = (new GitCommits(app.Git), app.Project.CommonDir);
        return Tip(app, data) is { } tip && commits.IsAncestor(root, data.To, tip)
            && (data.How == UndoHow.Revert || !commits.IsAncestor(root, data.Seen, tip));
    }
}
