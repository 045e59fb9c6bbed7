namespace Ov.Core.Worktrees;

/// <summary>A place where commands run, as the placeholders of <c>env:</c> know it.</summary>
/// <param name="Name">The agent's name, the worktree's, or <c>integration</c>.</param>
/// <param name="Run">The run's name, or empty.</param>
/// <param name="Task">The task's number, or empty.</param>
public sealed record PlaceFacts(string Name, string Path, string Branch, string Run, string Task, IReadOnlyList<int> Ports);
