using System.Globalization;
using Ov.Core.Config;

namespace Ov.Core.Text;

/// <summary>
/// A moment as people write it: how long ago (<c>90s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>), <c>now</c>, <c>today</c>, <c>yesterday</c>, a time of
/// today (<c>14:30</c>), or an ISO date or time.
/// </summary>
public static class PointInTime
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd' 'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Null stays null. What names no zone is UTC, as everything that ov prints.</summary>
    /// <exception cref="OvException">usage.</exception>
    public static DateTimeOffset? Parse(string option, string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        if (Duration.Parse(text.EndsWith(" ago", StringComparison.Ordinal) ? text[..^4] : text) is { } ago)
        {
            return now - ago;
        }

        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (text is "now" or "today" or "yesterday")
        {
            return text == "now" ? now : text == "today" ? today : today.AddDays(-1);
        }

        if (TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            return today + clock.ToTimeSpan();
        }

        return DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new OvException(ErrorCode.Usage, $"{option} cannot be '{VisibleText.OneLine(text)}'.", "Write how long ago, as 30s, 10m, 2h or 1d, today, yesterday, 14:30, or an ISO time such as 2026-03-04T05:06:07Z.");
    }
}
