namespace Ov.Core.Agents;

/// <summary>
/// Whether two scopes can touch the same file. Globs are compared as the sets of paths they describe, not as text and not against the
/// files of today: <c>src/*.cs</c> and <c>src/a*</c> meet in a file that nobody has written yet.
/// </summary>
public static class ScopeOverlap
{
    /// <summary>The first pair of globs that can match one path, or null. An empty scope claims nothing.</summary>
    public static (string One, string Other)? Find(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var others = other.Select(glob => (Glob: glob, Paths: GlobPaths.Of(glob))).ToList();
        foreach (var glob in one)
        {
            var paths = GlobPaths.Of(glob);
            foreach (var rival in others)
            {
                if (GlobPaths.Meet(paths, rival.Paths))
                {
                    return (glob, rival.Glob);
                }
            }
        }

        return null;
    }

    /// <summary>Whether a path belongs to a scope; everything belongs to an empty one.</summary>
    public static bool Holds(IReadOnlyList<string> scope, string path) =>
        scope.Count == 0 || scope.Any(glob => GlobPaths.Of(glob).Any(paths => paths.Matches(path)));
}
