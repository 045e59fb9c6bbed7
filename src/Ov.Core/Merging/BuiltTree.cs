namespace Ov.Core.Merging;

/// <summary>A merge of two commits, with what had to be resolved on the way.</summary>
/// <param name="Conflicts">What is left for its owner; then the tree must not land.</param>
/// <param name="Words">Git's words about the conflicts, and why no rule resolved them where one tried.</param>
internal sealed record BuiltTree(string Tree, IReadOnlyList<string> Conflicts, string Words, IReadOnlyList<Resolution> Resolutions)
{
    public bool IsClean => Conflicts.Count == 0;
}
