namespace Ov.Core.Agents;

/// <summary>What a stop was asked for.</summary>
/// <param name="CleanWorktree">Also remove the worktree.</param>
/// <param name="Force">Remove it although work in it has not landed, after keeping that work.</param>
public sealed record StopRequest(IReadOnlyList<string> Agents, bool All, bool CleanWorktree, bool Force);
