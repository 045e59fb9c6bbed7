namespace Ov.Core.Merging;

/// <summary>What would land.</summary>
/// <param name="Commit">Its last commit; null with conflicts, and the target itself when nothing is left to land.</param>
internal sealed record BuiltLanding(BuiltTree Tree, string? Commit);
