namespace Ov.Core.Git;

/// <summary>One version of a path that git could not merge.</summary>
/// <param name="Stage">1: the common base, 2: ours, 3: theirs.</param>
/// <param name="Mode">Such as <c>100644</c>.</param>
public sealed record ConflictStage(string Path, int Stage, string Mode, string Oid);
