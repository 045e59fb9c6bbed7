using System.Text.Json.Serialization;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Core.Forges;

/// <summary>A pull request that a run led to: of its own branch, or of one of its tasks' (S0-14).</summary>
/// <param name="Forge">The program that speaks with its forge: <c>gh</c> or <c>glab</c>.</param>
/// <param name="State">As it was last seen.</param>
public sealed record RunRequest(string Forge, long Number, string Url, string Branch, string Base, RequestState State, DateTimeOffset CreatedAt, RequestReview Review)
{
    /// <summary>Of its own branch first, then in the order in which branches were offered.</summary>
    /// <param name="branch">The run's own.</param>
    public static IReadOnlyList<RunRequest> Of(Sql sql, string runId, string branch) =>
    [
        .. RunRequestStore.Own(sql, runId) is { } own ? [From(own.Request, branch, own.At, [], null)] : Array.Empty<RunRequest>(),
        .. MergeStore.OfRun(sql, runId).Where(entry => entry.Request is not null).GroupBy(entry => entry.Request!.Url).Select(group => OfEntries(sql, [.. group])),
    ];

    private static RunRequest OfEntries(Sql sql, List<MergeEntry> entries) => From(
        entries[^1].Request!, entries[^1].Branch, RunRequestStore.OfferedAt(sql, entries[0]) ?? entries[0].CreatedAt, [.. entries.SelectMany(entry => RunRequestStore.ToldAt(sql, entry.Id))], entries[^1].LookedAt);

    /// <param name="told">When remarks of it were told, once for each look that found some.</param>
    internal static RunRequest From(ForgeRequest request, string branch, DateTimeOffset made, IReadOnlyList<DateTimeOffset> told, DateTimeOffset? looked) => new(
        request.Forge, request.Number, request.Url, branch, request.Base, request.State, made,
        new RequestReview(told.Count, told.Count > 0 ? told.Max() : null, looked, request.State != RequestState.Open ? ReviewStatus.Completed : told.Count > 0 ? ReviewStatus.Reviewing : ReviewStatus.Pending));
}

/// <summary>How far the people on the forge are with it.</summary>
/// <param name="Cycles">How often they said something that was told here.</param>
/// <param name="LastReviewAt">When that was last; null for never.</param>
/// <param name="LastLookAt">When the forge was asked last; null for never since it was made.</param>
public sealed record RequestReview(int Cycles, DateTimeOffset? LastReviewAt, DateTimeOffset? LastLookAt, ReviewStatus Status);

/// <summary>What became of a review on a forge.</summary>
[JsonConverter(typeof(SnakeEnum<ReviewStatus>))]
public enum ReviewStatus
{
    Pending,
    Reviewing,
    Completed,
}
