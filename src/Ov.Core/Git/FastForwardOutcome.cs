namespace Ov.Core.Git;

public enum FastForwardOutcome
{
    Done,
    RefusedBecauseDirty,

    /// <summary>The checkout has commits that the new one lacks: the target moved.</summary>
    NotForward,
    Failed,
}
