namespace Ov.Core;

/// <summary>The word a user probably meant.</summary>
public static class Nearest
{
    /// <summary>The candidate with the smallest edit distance, if it is small enough to be a slip.</summary>
    public static string? To(string typed, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (candidate, distance: Distance(typed.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(1, Math.Min(3, typed.Length / 2)) ? best.candidate : null;
    }

    /// <summary>" Did you mean 'x'?" with its leading space, or nothing.</summary>
    public static string Sentence(string typed, IEnumerable<string> candidates) =>
        To(typed, candidates) is { } near ? $" Did you mean '{near}'?" : "";

    /// <summary>Edit distance in which swapping two neighbours counts as one slip.</summary>
    public static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1),
                        Math.Min(
                            table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                            i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? table[i - 2, j - 2] + 1 : int.MaxValue)),
                };
            }
        }

        return table[a.Length, b.Length];
    }
}
