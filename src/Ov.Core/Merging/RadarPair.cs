namespace Ov.Core.Merging;

/// <summary>Two branches that cannot both land as they are.</summary>
public sealed record RadarPair(string One, string Other, IReadOnlyList<string> Files);
