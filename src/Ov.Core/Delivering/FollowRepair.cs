using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Core.Delivering;

/// <summary>After a crash while a run's branch was being moved to what it follows: that had passed its gates, so it is finished.</summary>
public static class FollowRepair
{
    public const string Kind = "follow";

    /// <summary>Called by the tick for an open intent whose owner is dead.</summary>
    /// <returns>What was done, for people; null when somebody else is at it.</returns>
    /// <exception cref="OvException">busy, when the target is being merged into right now.</exception>
    public static string? Repair(OvApp app, IntentRecord intent)
    {
        var data = FollowIntent.Read(intent.Data);
        using var lease = TargetLease.Take(app, data.Following.Target, "repair", TimeSpan.FromSeconds(2));
        if (!app.Ledger.Read(Intents.AllOpen).Any(open => open.Id == intent.Id))
        {
            return null;
        }

        var (target, upstream) = (data.Following.Target, data.Following.Upstream);
        if (IsThere(app, data) || RunFollower.Move(app, data.Following).Kind == TargetMoveKind.Moved)
        {
            app.Ledger.Write(tx => RunFollower.Record(tx, intent.Id, data, "watch", "repaired"));
            return $"finished bringing {target} up to {upstream}";
        }

        app.Ledger.Write(tx => Intents.Close(tx, intent.Id, "failed"));
        return $"gave up bringing {target} up to {upstream}: {target} is as it was, or somebody moved it";
    }

    private static bool IsThere(OvApp app, FollowIntent data) =>
        new GitRefs(app.Git).Tip(app.Project.CommonDir, data.Following.Target) is { } tip && new GitCommits(app.Git).IsAncestor(app.Project.CommonDir, data.Following.To!, tip);
}

/// <summary>What a repair has to know about a branch that was being moved.</summary>
internal sealed record FollowIntent(string RunId, Following Following)
{
    public string Write() => JsonSerializer.Serialize(this, FollowIntentJson.Default.FollowIntent);

    public static FollowIntent Read(string data) => JsonSerializer.Deserialize(data, FollowIntentJson.Default.FollowIntent)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FollowIntent))]
internal sealed partial class FollowIntentJson : JsonSerializerContext;
