namespace Ov.Core.Git;

/// <summary>A ref and what it points at.</summary>
/// <param name="Name">Full, for example <c>refs/heads/main</c>.</param>
public sealed record GitRef(string Name, string Oid);
