namespace Ov.Core.Git;

/// <summary>The outcome of a compare-and-swap on a ref.</summary>
public enum RefUpdate
{
    Updated,

    /// <summary>The ref was not at the expected commit any more; it was left as it is.</summary>
    Moved,
}
