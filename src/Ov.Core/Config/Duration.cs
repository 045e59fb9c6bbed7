using System.Globalization;

namespace Ov.Core.Config;

/// <summary>Durations as people write them: <c>500ms</c>, <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>1h30m</c>, <c>1d</c>.</summary>
public static class Duration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Null when the text is no duration or longer than a year.</summary>
    /// <param name="bareMilliseconds">Whether a number without a unit counts, in milliseconds; <c>0</c> always does.</param>
    public static TimeSpan? Parse(string text, bool bareMilliseconds = false)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return (bareMilliseconds || number == 0) && number <= Longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(number) : null;
        }

        var total = TimeSpan.Zero;
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 11 || UnitOf(rest[digits..], out var letters) is not { } unit)
            {
                return null;
            }

            var count = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            if (count * unit.TotalMilliseconds > Longest.TotalMilliseconds)
            {
                return null;
            }

            total += unit * count;
            rest = rest[(digits + letters)..];
        }

        return text.Length > 0 && total <= Longest ? total : null;
    }

    /// <summary>The shortest way to write it back.</summary>
    public static string Text(TimeSpan time)
    {
        foreach (var (unit, name) in new[] { (TimeSpan.FromHours(1), "h"), (TimeSpan.FromMinutes(1), "m"), (TimeSpan.FromSeconds(1), "s") })
        {
            if (time != TimeSpan.Zero && time.Ticks % unit.Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / unit.Ticks}{name}");
            }
        }

        return time == TimeSpan.Zero ? "0" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms");
    }

    private static TimeSpan? UnitOf(ReadOnlySpan<char> rest, out int letters)
    {
        var end = rest.IndexOfAnyInRange('0', '9');
        letters = end < 0 ? rest.Length : end;
        return rest[..letters] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => null,
        };
    }
}
