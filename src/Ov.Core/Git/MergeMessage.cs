namespace Ov.Core.Git;

/// <summary>One remark of a merge.</summary>
/// <param name="Kind">Stable within git, for example <c>CONFLICT (contents)</c>.</param>
public sealed record MergeMessage(IReadOnlyList<string> Paths, string Kind, string Text);
