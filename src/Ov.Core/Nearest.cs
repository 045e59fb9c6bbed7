namespace Ov.Core;

/// <summary>Finds the name somebody probably meant, so that an error can offer it.</summary>
public static class Nearest
{
    /// <summary>Nobody mistypes a name of this length; looking for it among thousands would only take time.</summary>
    private const int Longest = 100;

    /// <summary>The beginning of a name tells which one is meant when it has so many letters and no other name begins so.</summary>
    private const int Telling = 3;

    /// <summary>The closest candidate, or null when none is close enough to be worth offering.</summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        if (word.Length > Longest)
        {
            return null;
        }

        string? best = null, begun = null;
        var fits = 0;
        // Of a short word half must be right: otherwise anything would fit.
        var least = Math.Min(Math.Max(2, word.Length / 3), Math.Max(1, word.Length / 2)) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(word, candidate);
            if (distance < least)
            {
                (best, least) = (candidate, distance);
            }

            if (word.Length >= Telling && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                (begun, fits) = (candidate, fits + 1);
            }
        }

        return best ?? (fits == 1 ? begun : null);
    }

    /// <summary>" Did you mean 'x'?" with its leading space, or nothing.</summary>
    public static string Sentence(string word, IEnumerable<string> candidates) =>
        To(word, candidates) is { } near ? $" Did you mean '{near}'?" : "";

    /// <summary>Letters to insert, drop, change or swap with a neighbour to get from one word to the other; case is free.</summary>
    public static int Distance(string from, string to)
    {
        var (a, b) = (from.ToLowerInvariant(), to.ToLowerInvariant());
        var (beforeLast, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }

        return row[b.Length];
    }
}
