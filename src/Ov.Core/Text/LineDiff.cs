namespace Ov.Core.Text;

/// <summary>
/// What changed between two texts, line by line (Myers' shortest edit). Where two texts have little in common the search is given up
/// and the changed middle shown as a whole: a reader gains nothing from a perfect answer there, and it would take for ever.
/// </summary>
public static class LineDiff
{
    private const int MostEdits = 1_000;
    private const int Context = 3;

    /// <summary>Lines marked <c>' '</c>, <c>'-'</c> and <c>'+'</c>, with three unchanged ones around each change; <c>…</c> where more are left out.</summary>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        var (one, other) = (Lines(before), Lines(after));
        var start = 0;
        while (start < one.Length && start < other.Length && one[start] == other[start])
        {
            start++;
        }

        var end = 0;
        while (end < one.Length - start && end < other.Length - start && one[^(end + 1)] == other[^(end + 1)])
        {
            end++;
        }

        List<string> all =
        [
            .. one[..start].Select(line => " " + line),
            .. Middle(one[start..^end], other[start..^end]),
            .. one[^end..].Select(line => " " + line),
        ];
        return Shorten(all);
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static List<string> Middle(string[] one, string[] other) =>
        Walk(one, other) is { } trace ? Read(trace, one, other) : [.. one.Select(line => "-" + line), .. other.Select(line => "+" + line)];

    /// <summary>For each number of edits, how far along each diagonal one gets; null when it takes too many.</summary>
    private static List<int[]>? Walk(string[] one, string[] other)
    {
        var most = Math.Min(one.Length + other.Length, MostEdits);
        var far = new int[(2 * most) + 3];
        var trace = new List<int[]>();
        for (var edits = 0; edits <= most; edits++)
        {
            trace.Add([.. far]);
            for (var k = -edits; k <= edits; k += 2)
            {
                var at = k + most + 1;
                var x = k == -edits || (k != edits && far[at - 1] < far[at + 1]) ? far[at + 1] : far[at - 1] + 1;
                while (x < one.Length && x - k < other.Length && x - k >= 0 && one[x] == other[x - k])
                {
                    x++;
                }

                far[at] = x;
                if (x >= one.Length && x - k >= other.Length)
                {
                    return trace;
                }
            }
        }

        return null;
    }

    private static List<string> Read(List<int[]> trace, string[] one, string[] other)
    {
        var most = (trace[0].Length - 3) / 2;
        var lines = new List<string>();
        var (x, y) = (one.Length, other.Length);
        for (var edits = trace.Count - 1; edits >= 0; edits--)
        {
            var (far, k) = (trace[edits], x - y);
            var down = k == -edits || (k != edits && far[k + most] < far[k + most + 2]);
            var beforeX = down ? far[k + most + 2] : far[k + most];
            var beforeY = beforeX - (down ? k + 1 : k - 1);
            while (x > beforeX && y > beforeY && x > 0 && y > 0)
            {
                lines.Add(" " + one[x - 1]);
                (x, y) = (x - 1, y - 1);
            }

            if (edits > 0)
            {
                lines.Add(down ? "+" + other[y - 1] : "-" + one[x - 1]);
                (x, y) = (beforeX, beforeY);
            }
        }

        lines.Reverse();
        return lines;
    }

    private static List<string> Shorten(List<string> all)
    {
        var keep = new bool[all.Count];
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i][0] != ' ')
            {
                keep.AsSpan(Math.Max(0, i - Context), Math.Min(all.Count, i + Context + 1) - Math.Max(0, i - Context)).Fill(true);
            }
        }

        var shown = new List<string>();
        for (var i = 0; i < all.Count; i++)
        {
            if (keep[i])
            {
                shown.Add(all[i]);
            }
            else if (i == 0 || keep[i - 1])
            {
                shown.Add("…");
            }
        }

        return keep.Contains(true) ? shown : [];
    }
}
