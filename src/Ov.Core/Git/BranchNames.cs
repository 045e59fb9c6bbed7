namespace Ov.Core.Git;

/// <summary>
/// Lists branches by reading the repository's own files: on a keystroke there is no time for a process. A repository that keeps its
/// refs another way (reftable) has none to offer here.
/// </summary>
public static class BranchNames
{
    private const string Heads = "refs/heads/";

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Branches that begin so, in the order of their names, at most so many.</summary>
    /// <param name="commonDir">The git folder that all worktrees share.</param>
    public static IReadOnlyList<string> StartingWith(string commonDir, string prefix, int limit)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        AddPacked(Path.Combine(commonDir, "packed-refs"), prefix, limit, found);
        AddLoose(Path.Combine(commonDir, "refs", "heads"), prefix, found);
        return [.. found.Take(limit)];
    }

    /// <summary>The file is sorted, so what comes after the wanted ones need not be read.</summary>
    private static void AddPacked(string file, string prefix, int limit, SortedSet<string> found)
    {
        if (!File.Exists(file))
        {
            return;
        }

        var wanted = Heads + prefix;
        foreach (var line in File.ReadLines(file))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || line[0] is '#' or '^' || !line.AsSpan(space + 1).StartsWith(wanted, StringComparison.Ordinal))
            {
                continue;
            }

            found.Add(line[(space + 1 + Heads.Length)..]);
            if (found.Count >= limit)
            {
                return;
            }
        }
    }

    /// <summary>Only the folder that the typed part leads into is walked.</summary>
    private static void AddLoose(string heads, string prefix, SortedSet<string> found)
    {
        var slash = prefix.LastIndexOf('/');
        var inside = slash < 0 ? "" : prefix[..slash];
        var folder = Path.GetFullPath(Path.Combine(heads, inside));
        if (!(folder + "/").StartsWith(heads + "/", StringComparison.Ordinal) || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*", Everything))
        {
            var name = Path.GetRelativePath(heads, path).Replace('\\', '/');
            if (name.StartsWith(prefix, StringComparison.Ordinal) && !name.EndsWith(".lock", StringComparison.Ordinal))
            {
                found.Add(name);
            }
        }
    }
}
