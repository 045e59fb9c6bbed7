namespace Ov.Core.Merging;

/// <summary>Compares lists of lines. A list too long to compare exactly counts as the worse case.</summary>
internal static class LineSets
{
    private const long MostCells = 16_000_000;

    public static Dictionary<string, int> Count(IReadOnlyList<string> lines)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            counts[line] = counts.GetValueOrDefault(line) + 1;
        }

        return counts;
    }

    /// <summary>Whether the line holds a letter or a digit.</summary>
    public static bool Says(string line) => line.Any(c => char.IsAsciiLetterOrDigit(c) || c >= 0x80);

    /// <summary>All lines of the part are in the whole, in order.</summary>
    public static bool IsSubsequence(IReadOnlyList<string> part, IReadOnlyList<string> whole)
    {
        var found = 0;
        for (var i = 0; i < whole.Count && found < part.Count; i++)
        {
            found += whole[i] == part[found] ? 1 : 0;
        }

        return found == part.Count;
    }

    /// <summary>The part stands in the whole without a line between.</summary>
    public static bool IsRun(IReadOnlyList<string> part, IReadOnlyList<string> whole) =>
        Enumerable.Range(0, Math.Max(0, whole.Count - part.Count + 1)).Any(at => part.Select((line, i) => whole[at + i] == line).All(same => same));

    /// <summary>Some line that both have stands elsewhere in the order of the other.</summary>
    public static bool MovesLines(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var then = Count(before);
        var shared = Count(after).Sum(line => Math.Min(line.Value, then.GetValueOrDefault(line.Key)));
        return (long)before.Count * after.Count > MostCells || CommonLength(before, after) < shared;
    }

    /// <summary>The length of the longest list of lines that both have in order.</summary>
    private static int CommonLength(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var row = new int[other.Count + 1];
        foreach (var line in one)
        {
            var diagonal = 0;
            for (var j = 1; j <= other.Count; j++)
            {
                (diagonal, row[j]) = (row[j], line == other[j - 1] ? diagonal + 1 : Math.Max(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
