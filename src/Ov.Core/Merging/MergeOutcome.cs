namespace Ov.Core.Merging;

/// <summary>What became of one entry.</summary>
/// <param name="Problem">Why it did not land; null when it did.</param>
/// <param name="Warnings">What the user should know although it landed.</param>
public sealed record MergeOutcome(MergeEntry Entry, OvException? Problem, IReadOnlyList<string> Warnings)
{
    /// <summary>The remote that has it too; null when it was not pushed.</summary>
    public string? PublishedTo { get; init; }

    public bool Landed => Entry.State == MergeState.Landed;
}
