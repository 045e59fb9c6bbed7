namespace Ov.Core.Merging;

/// <summary>A landing that was taken back.</summary>
/// <param name="To">Where the target is now.</param>
/// <param name="Backup">The ref that keeps where it was.</param>
/// <param name="Checkout">The checkout that went along; null when none has the target.</param>
public sealed record UndoOutcome(MergeEntry Entry, UndoPlan Plan, string To, string Backup, string? Checkout)
{
    /// <summary>Why the remote does not have the target as it is now; null when all is well.</summary>
    public string? Unpublished { get; init; }
}
