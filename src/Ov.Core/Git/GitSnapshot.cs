namespace Ov.Core.Git;

/// <summary>All uncommitted work of a checkout as a commit.</summary>
/// <param name="Oid">Parent is HEAD; a second parent holds staged content that the files no longer have.</param>
/// <param name="Tree">All files as they are.</param>
/// <param name="NotKept">Nested repositories and submodules whose own content no commit of this repository can hold.</param>
public sealed record GitSnapshot(string Oid, string Tree, IReadOnlyList<string> NotKept);
