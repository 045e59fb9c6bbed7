using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Merging;

/// <summary>Where a landing is in the target as it is now.</summary>
/// <param name="Commit">The commit that has it; null where no single one does.</param>
public sealed record LandedTrace(LandedHow How, string? Commit);

/// <summary>How a landing is in its target.</summary>
[JsonConverter(typeof(SnakeEnum<LandedHow>))]
public enum LandedHow
{
    /// <summary>As the commit that landed.</summary>
    AsLanded,

    /// <summary>The target was rewritten, and another commit brings the same change.</summary>
    Rewritten,

    /// <summary>The target was rewritten, and merging the change again would add nothing.</summary>
    Contained,

    /// <summary>Nothing of the above.</summary>
    Missing,
}
