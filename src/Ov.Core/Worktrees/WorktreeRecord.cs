namespace Ov.Core.Worktrees;

/// <summary>A branch checked out for agents. Only what has such a row is ever removed by ov.</summary>
/// <param name="AgentId">The incarnation that works in it, or did last.</param>
/// <param name="BaseCommit">Where its branch was cut from.</param>
/// <param name="Written">Paths in it that ov wrote; a branch that touches one does not land.</param>
/// <param name="Backup">The ref that kept its work when it was removed.</param>
public sealed record WorktreeRecord(
    string Id, string? AgentId, string? RunId, string Path, string Branch, string BaseCommit, WorktreeState State, IReadOnlyList<string> Written,
    DateTimeOffset CreatedAt, DateTimeOffset? RemovedAt, string? Backup);
