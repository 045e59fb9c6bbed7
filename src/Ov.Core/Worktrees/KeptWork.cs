namespace Ov.Core.Worktrees;

/// <summary>Uncommitted work of an agent as it was at one time.</summary>
/// <param name="Number">1 is the newest.</param>
/// <param name="On">The commit that it was made on.</param>
/// <param name="LeftOut">Files that were too big, with their sizes, and repositories inside the worktree.</param>
public sealed record KeptWork(int Number, DateTimeOffset At, string Why, string? Branch, string Commit, string? On, IReadOnlyList<string> LeftOut, string Ref);

/// <summary>Kept work that was brought back.</summary>
/// <param name="To">The folder it is in now.</param>
/// <param name="Backup">The ref that keeps the uncommitted work that was there before; null when there was none.</param>
public sealed record RestoredWork(int Number, string Commit, string To, string? Backup);
