namespace Ov.Core.Config;

/// <summary>A folder that setup fills and that depends on nothing but some files.</summary>
/// <param name="Path">Relative to the worktree, ignored by git, such as <c>node_modules</c>.</param>
/// <param name="Key">The files that decide what it holds, such as <c>package-lock.json</c>.</param>
public sealed record CacheSpec(string Path, IReadOnlyList<string> Key);
