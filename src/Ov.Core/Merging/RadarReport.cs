namespace Ov.Core.Merging;

/// <summary>What would happen if all that is being worked on were to land.</summary>
/// <param name="Pairs">How many pairs of branches with the same target there are.</param>
/// <param name="Compared">How many of the comparisons had to be made; the others were remembered.</param>
/// <param name="Branches">All branches that were looked at, those with nothing to land too.</param>
public sealed record RadarReport(int Pairs, int Compared, IReadOnlyList<RadarPair> Conflicts, IReadOnlyList<RadarStep> Order, IReadOnlyList<BranchWork> Branches);
