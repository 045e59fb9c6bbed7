using System.Globalization;
using Ov.Core.Config;

namespace Ov.Core.Text;

/// <summary>
/// A moment as people write it: how long ago (<c>90s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>), <c>now</c>, <c>today</c>, <c>yesterday</c>, a time of
/// today (<c>14:30</c>, <c>yesterday 14:30</c>), or an ISO date or time. The units may be written out: <c>2 hours ago</c>.
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

        if (Ago(text.EndsWith(" ago", StringComparison.Ordinal) ? text[..^4] : text) is { } ago)
        {
            return now - ago;
        }

        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (text is "now" or "today" or "yesterday")
        {
            return text == "now" ? now : text == "today" ? today : today.AddDays(-1);
        }

        var (day, hour) = text.Split(' ') is ["today" or "yesterday", var rest] words ? (words[0] == "today" ? today : today.AddDays(-1), rest) : (today, text);
        if (TimeOnly.TryParseExact(hour, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            return day + clock.ToTimeSpan();
        }

        return DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new OvException(ErrorCode.Usage, $"{option} cannot be '{VisibleText.OneLine(text)}'.", "Write how long ago, as 30s, 10m, 2h or 1d, today, yesterday, 14:30, or an ISO time such as 2026-03-04T05:06:07Z.");
    }

    /// <summary>Also with the unit written out.</summary>
    private static TimeSpan? Ago(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return Duration.Parse(text) ?? (text[digits..].Trim() switch
        {
            "sec" or "second" or "seconds" => Duration.Parse($"{text[..digits]}s"),
            "min" or "minute" or "minutes" => Duration.Parse($"{text[..digits]}m"),
            "hour" or "hours" => Duration.Parse($"{text[..digits]}h"),
            "day" or "days" => Duration.Parse($"{text[..digits]}d"),
            "w" or "week" or "weeks" when long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && weeks < 100 => Duration.Parse($"{weeks * 7}d"),
            _ => null,
        });
    }
}
