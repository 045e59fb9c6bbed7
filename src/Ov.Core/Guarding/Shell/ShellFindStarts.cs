namespace Ov.Core.Guarding.Shell;

/// <summary>The programs that <c>find</c> starts for what it finds.</summary>
internal static class ShellFindStarts
{
    public static IEnumerable<ShellCall> Of(ShellCall call)
    {
        var words = call.Words;
        var roots = Roots(call);
        for (var i = 1; i < words.Count; i++)
        {
            if (!words[i].IsExact || words[i].Text is not ("-exec" or "-execdir" or "-ok" or "-okdir"))
            {
                continue;
            }

            var end = i + 1;
            while (end < words.Count && !(words[end].IsExact && (words[end].Text == ";" || (words[end].Text == "+" && words[end - 1].Text == "{}"))))
            {
                end++;
            }

            var isThere = words[i].Text.EndsWith("dir", StringComparison.Ordinal);
            foreach (var root in roots)
            {
                var inner = words.Skip(i + 1).Take(end - i - 1).Select(word => Placed(word, root, isThere)).ToList();
                if (inner.Count > 0)
                {
                    yield return call with { Words = inner, Openings = [], Folders = isThere ? Inside(call.Folders, root) : call.Folders };
                }
            }

            i = end;
        }
    }

    /// <summary>Where it looks; the working folder when it names none.</summary>
    public static List<ShellField> Roots(ShellCall call)
    {
        var roots = call.Words.Skip(1).SkipWhile(word => word.IsExact && word.Text is "-H" or "-L" or "-P" or "--")
            .TakeWhile(word => word.Text is not ("(" or "!") && !word.Text.StartsWith('-')).ToList();
        return roots.Count == 0 ? [ShellField.Of(".")] : roots;
    }

    /// <summary>A found file: some path below the place where it looks.</summary>
    private static ShellField Placed(ShellField word, ShellField root, bool isThere)
    {
        var at = word.Text.IndexOf("{}", StringComparison.Ordinal);
        if (at < 0)
        {
            return word;
        }

        var found = isThere ? "./" : root.IsKnown ? root.Text.TrimEnd('/') + "/" : root.Text;
        return new ShellField(at == 0 ? found : word.Text[..at], false, false);
    }

    private static IReadOnlyList<string>? Inside(IReadOnlyList<string>? folders, ShellField root) =>
        root.IsExact && folders is not null ? [.. folders.Select(folder => Path.GetFullPath(root.Text, folder))] : null;
}
