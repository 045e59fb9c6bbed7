using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Merging;

/// <summary>The operator's word on an entry.</summary>
/// <param name="Tip">The commit it is about; of a newer one it says nothing.</param>
public sealed record MergeReview(ReviewVerdict Verdict, string Tip);

/// <summary>What a person may say of what would land.</summary>
[JsonConverter(typeof(SnakeEnum<ReviewVerdict>))]
public enum ReviewVerdict
{
    Approved,

    /// <summary>Its owner changes it and reports it ready again.</summary>
    Changes,
}
