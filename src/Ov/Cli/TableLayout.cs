using Ov.Core.Text;

namespace Ov.Cli;

/// <summary>
/// Columns side by side in the width there is: the widest give way first, then those that can be done without go, and no line is
/// longer than the terminal. Where there is no terminal nothing is cut.
/// </summary>
internal static class TableLayout
{
    private const int Gap = 2;

    /// <summary>Before a column is made narrower than this, those that can be done without go.</summary>
    private const int Readable = 12;

    /// <summary>No column is made narrower than this, nor than its heading.</summary>
    private const int Least = 8;

    /// <summary>A name, an id or a number of so many columns says nothing when it is cut.</summary>
    private const int LongestWord = 16;

    /// <param name="headings">Empty for a table without a head.</param>
    /// <param name="rows">Visible text on one line each.</param>
    /// <param name="width"><see cref="int.MaxValue"/> where nothing is to be cut.</param>
    /// <param name="spare">Columns in the order in which they are given up.</param>
    /// <returns>The head first, where there is one.</returns>
    public static IReadOnlyList<string> Lines(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, int width, params IReadOnlyList<int> spare)
    {
        var all = headings.Count > 0 ? rows.Prepend(headings).ToList() : rows;
        var count = all.Count == 0 ? 0 : all.Max(row => row.Count);
        var natural = Enumerable.Range(0, count).Select(column => all.Max(row => column < row.Count ? TextColumns.Of(row[column]) : 0)).ToArray();
        int[] Down(int to) => [.. natural.Select((wide, column) =>
            wide <= LongestWord && rows.All(row => column >= row.Count || !row[column].Contains(' ')) ? wide : Math.Min(wide, Math.Max(to, column < headings.Count ? TextColumns.Of(headings[column]) : 0)))];
        var (readable, least) = (Down(Readable), Down(Least));
        var shown = Enumerable.Range(0, count).ToList();
        foreach (var column in spare.TakeWhile(_ => Total(shown, readable) > width))
        {
            shown.Remove(column);
        }

        // From the right; the first and the last are what a reader looks for.
        foreach (var column in Enumerable.Range(1, Math.Max(0, count - 2)).Reverse().Except(spare).TakeWhile(_ => Total(shown, least) > width))
        {
            shown.Remove(column);
        }

        var widths = Fit(shown, Fit(shown, natural, readable, width), least, width);
        return [.. all.Select(row => Line(row, shown, widths, width))];
    }

    private static int[] Fit(List<int> shown, int[] natural, int[] least, int width)
    {
        var widths = natural.ToArray();
        for (var over = Total(shown, widths) - width; over > 0 && width != int.MaxValue;)
        {
            var can = shown.Where(column => widths[column] > least[column]).ToList();
            if (can.Count == 0)
            {
                break;
            }

            // The widest gives way until it is as wide as the next; of two alike the right one, which holds the prose.
            var widest = can.AsEnumerable().Reverse().MaxBy(column => widths[column]);
            var next = can.Where(column => column != widest).Select(column => widths[column]).DefaultIfEmpty(0).Max();
            var less = Math.Min(over, Math.Max(1, widths[widest] - Math.Max(next, least[widest])));
            widths[widest] -= less;
            over -= less;
        }

        return widths;
    }

    private static int Total(List<int> shown, int[] widths) => shown.Sum(column => widths[column]) + (Gap * Math.Max(0, shown.Count - 1));

    private static string Line(IReadOnlyList<string> row, List<int> shown, int[] widths, int width)
    {
        var cells = shown.Select(column => column < row.Count ? row[column] : "").Select((cell, i) => i == shown.Count - 1 ? TextColumns.Cut(cell, widths[shown[i]]) : TextColumns.Pad(cell, widths[shown[i]]));
        return TextColumns.Cut(string.Join("  ", cells).TrimEnd(), width);
    }
}
