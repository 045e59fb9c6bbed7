namespace Ov.Core.Merging;

/// <summary>One landing in the order that conflicts least.</summary>
/// <param name="ConflictsWith">What lands before it and conflicts with it; empty when it lands as it is.</param>
/// <param name="ConflictsWithTarget">Files in which it conflicts with the target as that is now.</param>
public sealed record RadarStep(RadarBranch Branch, IReadOnlyList<string> ConflictsWith, IReadOnlyList<string> ConflictsWithTarget);
