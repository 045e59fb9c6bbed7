namespace Ov.Core.Worktrees;

/// <summary>The folders of a sparse checkout: those that a scope lies in. Files of the root and of the folders on the way come along by themselves.</summary>
public static class SparseFolders
{
    /// <param name="always">Folders that every sparse checkout has.</param>
    /// <returns>Null when the scope cannot be narrowed to folders: then the checkout is full.</returns>
    public static IReadOnlyList<string>? Of(IReadOnlyList<string> scope, IReadOnlyList<string> always)
    {
        var folders = scope.Select(FolderOf).ToList();
        if (folders.Count == 0 || folders.Contains(null) || folders.Concat(always).Any(folder => folder!.Any(letter => char.IsControl(letter) || letter is '"' or '\\')))
        {
            return null;
        }

        var all = folders.OfType<string>().Concat(always.Select(folder => folder.Trim('/'))).Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return [.. all.Where(folder => !all.Any(above => above != folder && folder.StartsWith(above + "/", StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    /// <summary>The folder before the first wildcard; empty for a file of the root; null where a wildcard can lead anywhere.</summary>
    private static string? FolderOf(string glob)
    {
        var path = glob.StartsWith("./", StringComparison.Ordinal) ? glob[2..] : glob;
        var wild = path.IndexOfAny(['*', '?', '[', '{', '!']);
        var slash = (wild < 0 ? path : path[..wild]).LastIndexOf('/');
        if (slash > 0)
        {
            return path[..slash].Trim('/');
        }

        // A bare word may be a folder; a name with a dot is a file.
        return wild < 0 ? (path.Contains('.') ? "" : path.Trim('/')) : path.Contains('/') || path.Contains("**", StringComparison.Ordinal) ? null : "";
    }
}
