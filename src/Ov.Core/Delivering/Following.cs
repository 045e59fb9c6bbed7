using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Delivering;

/// <summary>How a run's branch takes in what it follows.</summary>
/// <param name="Upstream">The branch that it follows, as git calls it.</param>
/// <param name="Seen">The target as it was.</param>
/// <param name="To">The target afterwards; null with conflicts.</param>
/// <param name="Conflicts">Files in which both sides changed the same.</param>
public sealed record Following(string Target, string Upstream, FollowHow How, string Seen, string? To, IReadOnlyList<string> Conflicts);

/// <summary>The ways of following.</summary>
[JsonConverter(typeof(SnakeEnum<FollowHow>))]
public enum FollowHow
{
    /// <summary>The target has all of it.</summary>
    UpToDate,

    /// <summary>The target has nothing of its own: it moves forward.</summary>
    Forward,

    /// <summary>Both have something: a merge commit brings them together.</summary>
    Merge,

    /// <summary>All that the target has is there in other commits (rewritten, matched): it begins again from there.</summary>
    Adopt,
}
