using Ov.Core.Merging;

namespace Ov.Commands.Merging;

/// <summary>What conflicts with what, and the order that conflicts least.</summary>
/// <param name="Pairs">How many pairs of branches with the same target there are.</param>
/// <param name="Compared">How many comparisons were made now; the others were remembered.</param>
internal sealed record RadarAnswer(int Pairs, int Compared, IReadOnlyList<RadarPair> Conflicts, IReadOnlyList<RadarItem> Order)
{
    public static RadarAnswer Of(RadarReport report) => new(report.Pairs, report.Compared, report.Conflicts, [.. report.Order.Select(RadarItem.Of)]);
}

/// <param name="Tip">Its newest commit.</param>
/// <param name="Uncommitted">Whether its worktree holds more than that.</param>
/// <param name="ConflictsWith">What comes before it in the order and conflicts with it.</param>
/// <param name="ConflictsWithTarget">Files in which it conflicts with its target as that is now.</param>
internal sealed record RadarItem(
    string BranchName, string Target, string? AgentName, int? TaskNumber, string Tip, bool Uncommitted, IReadOnlyList<string> ConflictsWith, IReadOnlyList<string> ConflictsWithTarget)
{
    public static RadarItem Of(RadarStep step) => new(
        step.Branch.Branch, step.Branch.Target, step.Branch.AgentName, step.Branch.TaskNumber, step.Branch.Side.Tip, step.Branch.Side.Uncommitted, step.ConflictsWith,
        step.ConflictsWithTarget);
}
