namespace Ov.Core.Merging;

/// <summary>An entry of a train: built, not yet landed.</summary>
/// <param name="Base">What it is built on: the target, or the entry before it.</param>
/// <param name="Commit">What would land.</param>
internal sealed record TrainEntry(MergeEntry Entry, string IntentId, MergeIntent Intent, string Base, string Commit, string Tree);
