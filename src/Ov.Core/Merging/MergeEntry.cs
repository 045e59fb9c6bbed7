using Ov.Core.Config;
using Ov.Core.Forges;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>One queued attempt to bring a branch to a target.</summary>
/// <param name="Tip">The commit that was reported ready: it lands, whatever the branch does meanwhile.</param>
/// <param name="Files">What the branch changes.</param>
/// <param name="Conflicts">The files of the last conflict.</param>
/// <param name="Seen">The target's commit the last build stood on.</param>
/// <param name="Tree">The tree of the last build.</param>
/// <param name="Landed">The commit that brought it to the target.</param>
/// <param name="PatchId">What landed, named by content: finds it again in a rewritten target.</param>
/// <param name="Resolutions">What rules resolved in the last build.</param>
/// <param name="Train">Null until its gates were asked.</param>
/// <param name="Landing">How many landings of the project there were up to this one.</param>
public sealed record MergeEntry(
    long Seq, string Id, string? RunId, string? TaskId, string? AgentId, string Branch, string Tip, string Target, MergeState State, string? Reason,
    string? Tier, MergeStrategy Strategy, TaskPriority Priority, IReadOnlyList<string> Files, IReadOnlyList<string> Conflicts, string? Seen, string? Tree,
    string? Landed, string? PatchId, long? Landing, IReadOnlyList<GateOutcome> Gates, IReadOnlyList<Resolution> Resolutions, MergeTrain? Train, int Attempts, string RequestedBy,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? LandedAt)
{
    /// <summary>What the operator said of it; null when nothing.</summary>
    public MergeReview? Review { get; init; }

    /// <summary>Files in which it, or what it was done anew for, conflicted and that were then merged by hand.</summary>
    public IReadOnlyList<string> Mended { get; init; } = [];

    /// <summary>The pull request that offers it to its target; null for none.</summary>
    public ForgeRequest? Request { get; init; }

    /// <summary>When the forge was asked about that last.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>The forge has this very commit, and people there decide.</summary>
    public bool IsOffered => Request is { } request && request.Tip == Tip;

    /// <summary>Its landing was undone: it waits for the operator's word or a new commit.</summary>
    public bool Held { get; init; }

    /// <summary>The commit that took its commits out of the target again, in whose history they stay; null for none.</summary>
    public string? RevertedBy { get; init; }

    public bool IsOpen => MergeTransitions.IsOpen(State);
}
