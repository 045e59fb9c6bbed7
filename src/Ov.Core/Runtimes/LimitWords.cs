using System.Globalization;
using System.Text.RegularExpressions;

namespace Ov.Core.Runtimes;

/// <summary>When a limit ends, from the words in which runtimes say so: a span, a time of day, a date, or seconds since 1970.</summary>
public static class LimitWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <param name="zone">Of a time of day that names none.</param>
    /// <returns>Null when nothing is said that can be understood.</returns>
    public static DateTimeOffset? Until(string words, DateTimeOffset now, TimeZoneInfo zone)
    {
        try
        {
            return Seconds(words) ?? Date(words) ?? Span(words, now) ?? Clock(words, now, zone);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>"…limit reached|1735689600".</summary>
    private static DateTimeOffset? Seconds(string words) =>
        Find(words, @"\|\s*(\d{10})\b") is { } found ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(found.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)) : null;

    /// <summary>"…2026-01-31T09:30:00Z".</summary>
    private static DateTimeOffset? Date(string words) =>
        Find(words, @"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?") is { } found
        && DateTimeOffset.TryParse(found.ValueSpan, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>"try again in 2 days 3 hours", "in 1h5m", "retry after 20.5s", "Retry-After: 30".</summary>
    private static DateTimeOffset? Span(string words, DateTimeOffset now)
    {
        if (Find(words, @"\b(?:in|after)\b[:\s]+((?:\d+(?:\.\d+)?\s*(?:days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|ms|[dhms])\b?[,\s]*(?:and\s+)?)+|\d+(?:\.\d+)?)") is not { } found)
        {
            return null;
        }

        var span = TimeSpan.Zero;
        foreach (Match part in Regex.Matches(found.Groups[1].Value, @"(\d+(?:\.\d+)?)\s*([a-z]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience))
        {
            var amount = double.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            // More than any limit lasts: a number that means something else.
            if (amount > 1_000_000 || (span += Unit(part.Groups[2].Value.ToLowerInvariant()) * amount) > Longest)
            {
                return null;
            }
        }

        return span > TimeSpan.Zero ? now + span : null;
    }

    private static TimeSpan Unit(string word) => word switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        ['d', ..] => TimeSpan.FromDays(1),
        ['h', ..] => TimeSpan.FromHours(1),
        ['m', ..] => TimeSpan.FromMinutes(1),
        _ => TimeSpan.FromSeconds(1),
    };

    /// <summary>"resets 3pm", "try again at 3:30 PM (UTC)", "resets at 15:00": the next such time.</summary>
    private static DateTimeOffset? Clock(string words, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (Find(words, @"\b(?:resets?|again|until)\b\s*(?:at\s+)?(\d{1,2})(?::(\d\d))?\s*([ap]m)?\b[^(]{0,12}(\(?UTC\)?)?") is not { } found || (!found.Groups[2].Success && !found.Groups[3].Success))
        {
            return null;
        }

        var hour = int.Parse(found.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var minute = found.Groups[2].Success ? int.Parse(found.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        if (found.Groups[3].Success)
        {
            hour = (hour % 12) + (found.Groups[3].Value[0] is 'p' or 'P' ? 12 : 0);
        }

        if (hour > 23 || minute > 59)
        {
            return null;
        }

        var here = TimeZoneInfo.ConvertTime(now, found.Groups[4].Success ? TimeZoneInfo.Utc : zone);
        var at = new DateTimeOffset(here.Year, here.Month, here.Day, hour, minute, 0, here.Offset);
        return at > now ? at : at.AddDays(1);
    }

    private static Match? Find(string words, string pattern) =>
        Regex.Match(words, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience) is { Success: true } found ? found : null;
}
