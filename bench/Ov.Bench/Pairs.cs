namespace Ov.Bench;

/// <summary>
/// Two commands measured in turn, the order changing from pair to pair, so that whatever else the machine does falls on both.
/// The verdict is the median of the pairs' own ratios; the medians in milliseconds are for orientation.
/// </summary>
internal sealed record Pairs(double Ours, double Theirs, double Ratio, double Difference)
{
    /// <param name="before">Runs before each side's turn, unmeasured.</param>
    public static Pairs Measure(int count, Func<double> ours, Func<double> theirs, Action? before = null)
    {
        var (a, b) = (new double[count], new double[count]);
        for (var i = -Math.Min(3, count); i < count; i++)
        {
            var (first, second) = i % 2 == 0 ? (ours, theirs) : (theirs, ours);
            before?.Invoke();
            var x = first();
            before?.Invoke();
            var y = second();
            if (i >= 0)
            {
                (a[i], b[i]) = i % 2 == 0 ? (x, y) : (y, x);
            }
        }

        return new Pairs(
            Stats.Median(a), Stats.Median(b), Stats.Median(a.Zip(b, (x, y) => x / y)), Stats.Median(a.Zip(b, (x, y) => x - y)));
    }
}
