namespace Ov.Core.Merging;

/// <summary>What became of one branch that was to land.</summary>
/// <param name="Entry">Null when it was refused before it was queued.</param>
/// <param name="Problem">Why it did not land; null when it did.</param>
public sealed record BranchOutcome(string Branch, MergeEntry? Entry, OvException? Problem, IReadOnlyList<string> Warnings)
{
    /// <summary>The remote that has it too; null when it was not pushed.</summary>
    public string? PublishedTo { get; init; }

    public bool Landed => Entry is { State: MergeState.Landed };

    public static BranchOutcome Of(MergeOutcome outcome) => new(outcome.Entry.Branch, outcome.Entry, outcome.Problem, outcome.Warnings) { PublishedTo = outcome.PublishedTo };
}
