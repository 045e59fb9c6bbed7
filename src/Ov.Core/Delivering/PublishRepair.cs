using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Core.Delivering;

/// <summary>After a crash while a target was being pushed: the remote itself says what became of it, and what it lacks it gets.</summary>
public static class PublishRepair
{
    public const string Kind = "publish";

    /// <summary>Called by the tick for an open intent whose owner is dead.</summary>
    /// <returns>What was done, for people.</returns>
    /// <exception cref="OvException">git-failed while the remote does not answer: then it is asked again later. busy, when the target is being merged into right now.</exception>
    public static string Repair(OvApp app, IntentRecord intent)
    {
        var data = Published.Read(intent.Data);
        using var lease = TargetLease.Take(app, data.Target, "repair", TimeSpan.FromSeconds(2));
        var remotes = new GitRemotes(app.Git);
        var remote = remotes.Of(app.Project.Root, data.Target);
        var now = remote is null ? null : remotes.Tip(app.Project.Root, remote, data.Target);
        if (now is not null && (now == data.Commit || Publisher.Contains(app, now, data.Commit)))
        {
            app.Ledger.Write(tx => Publisher.Record(tx, data with { Remote = remote!.Name }, "watch", "repaired"));
            return $"recorded that {remote!.Name} has {data.Target} at {data.Commit[..12]}";
        }

        app.Ledger.Write(tx => Intents.Close(tx, intent.Id, "repaired"));
        return Publisher.Publish(app, data.RunId, data.Target, "watch") is { } published ? $"pushed {data.Target} to {published.Remote}, which its merger had not lived to do" : $"gave up a push of {data.Target} that had changed nothing";
    }
}
