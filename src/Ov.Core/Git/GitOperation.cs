namespace Ov.Core.Git;

/// <summary>What a person or agent has begun in a checkout and not finished. Nothing of ours touches such a checkout.</summary>
public enum GitOperation
{
    None,
    Merge,
    Rebase,
    CherryPick,
    Revert,
    ApplyingPatches,
    Bisect,
}
