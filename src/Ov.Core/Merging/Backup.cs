namespace Ov.Core.Merging;

/// <summary>A commit that was kept before something took it out of the way.</summary>
/// <param name="Why">What was about to happen, such as <c>before-landing</c>.</param>
/// <param name="Name">Whose commit it was: a branch, or a worktree.</param>
/// <param name="HeldBy">A branch or tag that reaches the commit too; null when only the backup does.</param>
public sealed record Backup(string Ref, string Commit, DateTimeOffset KeptAt, string Why, string Name, string? HeldBy);
