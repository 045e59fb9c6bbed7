namespace Ov.Core.Git;

/// <summary>One file that differs between two trees.</summary>
/// <param name="Kind">Git's letter: A added, M modified, D deleted, R renamed, C copied, T type changed.</param>
/// <param name="OldPath">Where a renamed or copied file came from; else null.</param>
public sealed record ChangedFile(char Kind, string Path, string? OldPath = null);
