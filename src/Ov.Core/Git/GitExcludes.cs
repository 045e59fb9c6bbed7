using System.Text;
using Ov.Core.Processes;

namespace Ov.Core.Git;

/// <summary>
/// Hides the files that ov writes from git, in a marked block of the repository's own <c>info/exclude</c>: shared by all checkouts,
/// never committed. The rest of the file stays as it is, byte for byte.
/// </summary>
public static class GitExcludes
{
    private const string Begin = "# >>> ov", End = "# <<< ov";

    /// <summary>The patterns in our block.</summary>
    public static IReadOnlyList<string> List(string commonDir) => [.. Split(ReadFile(commonDir)).Ours.Select(FromBytes)];

    /// <summary>Adds patterns that are not there yet.</summary>
    public static void Add(string commonDir, params IReadOnlyList<string> patterns) =>
        Change(commonDir, ours => [.. ours.Union(patterns.Select(ToBytes))]);

    /// <summary>Removes patterns; the last one takes the block with it.</summary>
    public static void Remove(string commonDir, params IReadOnlyList<string> patterns) =>
        Change(commonDir, ours => [.. ours.Except(patterns.Select(ToBytes))]);

    /// <summary>Removes the whole block.</summary>
    public static void Clear(string commonDir) => Change(commonDir, _ => []);

    private static void Change(string commonDir, Func<IReadOnlyList<string>, IReadOnlyList<string>> change)
    {
        Directory.CreateDirectory(Path.Combine(commonDir, "info"));
        // Two slings at once would each write the file they read.
        using var _ = FileLock.Take(PathOf(commonDir) + ".ov-lock", TimeSpan.FromSeconds(10))
            ?? throw new OvException(ErrorCode.Busy, "Another ov is changing info/exclude.");
        var text = ReadFile(commonDir);
        var (before, ours, after) = Split(text);
        var wanted = change(ours);
        if (!wanted.SequenceEqual(ours))
            Replace(PathOf(commonDir), Join(before, wanted, after));
    }

    internal static (string Before, IReadOnlyList<string> Ours, string After) Split(string text)
    {
        var begin = LineStart(text, Begin, 0);
        var end = begin < 0 ? -1 : LineStart(text, End, begin);
        if (end < 0)
            return (text, [], "");
        var inner = text[begin..end].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..];
        var rest = text.IndexOf('\n', end) is var newline and >= 0 ? text[(newline + 1)..] : "";
        return (text[..begin], inner, rest);
    }

    internal static string Join(string before, IReadOnlyList<string> ours, string after)
    {
        if (ours.Count == 0)
            return before + after;
        var gap = before.Length > 0 && !before.EndsWith('\n') ? "\n" : "";
        return $"{before}{gap}{Begin}\n{string.Join('\n', ours)}\n{End}\n{after}";
    }

    private static int LineStart(string text, string line, int from)
    {
        for (var at = text.IndexOf(line, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(line, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || text[at - 1] == '\n')
                return at;
        }
        return -1;
    }

    private static string PathOf(string commonDir) => Path.Combine(commonDir, "info", "exclude");

    private static string ReadFile(string commonDir) => File.Exists(PathOf(commonDir)) ? Encoding.Latin1.GetString(File.ReadAllBytes(PathOf(commonDir))) : "";

    // The user's part may be in any encoding: the file is handled as one character per byte.
    private static string ToBytes(string pattern) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(pattern));

    private static string FromBytes(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    private static void Replace(string path, string text)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}";
        File.WriteAllBytes(temporary, Encoding.Latin1.GetBytes(text));
        File.Move(temporary, path, overwrite: true);
    }
}
