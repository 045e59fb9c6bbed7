using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Forges;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>An entry of the queue as commands show it, with Overstory's field names where they fit.</summary>
/// <param name="Status">The state; Overstory calls it so.</param>
/// <param name="ResolvedTier">How it was merged; null until it landed, or was given up to be done anew.</param>
public sealed record MergeItem(
    string Id, string BranchName, string Target, string? TaskId, int? TaskNumber, string? AgentName, string? RunId, MergeState Status, string? Reason,
    string? ResolvedTier, MergeStrategy Strategy, IReadOnlyList<string> FilesModified, IReadOnlyList<string> ConflictFiles, string Tip, string? LandedCommit,
    IReadOnlyList<GateOutcome> Gates, IReadOnlyList<Resolution> Resolutions, MergeTrain? Train, TaskPriority Priority, int Attempts, string RequestedBy, DateTimeOffset EnqueuedAt, DateTimeOffset UpdatedAt,
    DateTimeOffset? LandedAt)
{
    /// <summary>The pull request that offers it to its target; null for none.</summary>
    public ForgeRequest? PullRequest { get; init; }

    /// <summary>Its landing was undone: it lands by the operator's word or with a new commit only.</summary>
    public bool Held { get; init; }

    public static MergeItem Of(Sql sql, MergeEntry entry)
    {
        var task = entry.TaskId is { } taskId ? TaskStore.ById(sql, taskId) : null;
        var agent = entry.AgentId is { } agentId ? AgentStore.ById(sql, agentId) : null;
        return new MergeItem(
            entry.Id, entry.Branch, entry.Target, task?.Id, task?.Number, agent?.Name, entry.RunId, entry.State, entry.Reason, entry.Tier, entry.Strategy, entry.Files,
            entry.Conflicts, entry.Tip, entry.Landed, entry.Gates, entry.Resolutions, entry.Train, entry.Priority, entry.Attempts, entry.RequestedBy, entry.CreatedAt, entry.UpdatedAt,
            entry.LandedAt)
        {
            PullRequest = entry.Request, Held = entry.Held,
        };
    }
}
