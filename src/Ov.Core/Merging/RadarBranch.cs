namespace Ov.Core.Merging;

/// <summary>A branch that is to land one day, as its worktree stands now.</summary>
public sealed record RadarBranch(string Branch, string Target, string? AgentName, int? TaskNumber, RadarSide Side);
