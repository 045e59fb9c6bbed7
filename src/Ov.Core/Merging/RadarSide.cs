namespace Ov.Core.Merging;

/// <summary>A version of the project that may be merged with another.</summary>
/// <param name="Tip">The commit.</param>
/// <param name="Tree">The commit's tree, or what a worktree holds on top of it.</param>
/// <param name="Uncommitted">Whether the tree is more than the commit's.</param>
public sealed record RadarSide(string Tip, string Tree, bool Uncommitted)
{
    /// <summary>Two sides with the same key conflict with the same others.</summary>
    internal string Key => Uncommitted ? $"{Tip}:{Tree}" : Tip;
}
