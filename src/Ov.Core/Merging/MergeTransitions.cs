namespace Ov.Core.Merging;

/// <summary>The transitions of a merge that the contract lists; nothing else is possible.</summary>
public static class MergeTransitions
{
    public static bool Allowed(MergeState from, MergeState to) => (from, to) switch
    {
        (MergeState.Queued, MergeState.Building) => true,
        (MergeState.Building, MergeState.Gating or MergeState.Conflicted or MergeState.Queued) => true,
        (MergeState.Gating, MergeState.Landed or MergeState.Rejected or MergeState.Queued) => true,
        (MergeState.Conflicted or MergeState.Rejected, MergeState.Queued) => true,
        (MergeState.Landed, MergeState.Undone) => true,
        (MergeState.Landed or MergeState.Undone or MergeState.Withdrawn, _) => false,
        (_, MergeState.Withdrawn) => true,
        _ => false,
    };

    /// <summary>Open entries still want to land; a branch has at most one for a target.</summary>
    public static bool IsOpen(MergeState state) => state is not (MergeState.Landed or MergeState.Withdrawn or MergeState.Undone);
}
