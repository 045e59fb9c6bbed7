namespace Ov.Core.Worktrees;

/// <summary>A branch checked out for agents. Only what has such a row is ever removed by ov.</summary>
/// <param name="AgentId">The incarnation that works in it, or did last.</param>
/// <param name="BaseCommit">Where its branch was cut from.</param>
/// <param name="Written">Paths in it that ov wrote; a branch that touches one does not land.</param>
/// <param name="Backup">The ref that kept its work when it was removed.</param>
public sealed record WorktreeRecord(
    string Id, string? AgentId, string? RunId, string Path, string Branch, string BaseCommit, WorktreeState State, IReadOnlyList<string> Written,
    DateTimeOffset CreatedAt, DateTimeOffset? RemovedAt, string? Backup)
{
    /// <summary>What a person or script called it; null for an agent's, which goes by the agent's name.</summary>
    public string? OwnName { get; init; }

    /// <summary>The task that a person's worktree is for; an agent's is in the agent's row.</summary>
    public string? TaskId { get; init; }

    /// <summary>The branch it was cut from; null in older ledgers and where a bare commit was named.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>Globs that a person claims for it; an agent's are in the agent's row.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>The folders that a sparse checkout began with; empty for a full one.</summary>
    public IReadOnlyList<string> Sparse { get; init; } = [];

    /// <summary>The branch was there before ov came, so it stays when the worktree goes.</summary>
    public bool KeepBranch { get; init; }
}
