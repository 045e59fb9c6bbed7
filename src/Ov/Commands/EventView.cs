using System.Globalization;
using Ov.Cli;
using Ov.Core.Feeds;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary>One recorded change as a line, the same wherever it is shown.</summary>
internal static class EventView
{
    private const int Second = 1000;

    /// <param name="before">What stands between the clock and the mark.</param>
    public static void Write(FeedEvent record, TextView view, string before = "")
    {
        var who = record.AgentName ?? record.Actor ?? "";
        var text = record.Text ?? record.Subject ?? "";
        var task = record.TaskNumber is { } number && !text.StartsWith($"{number} ", StringComparison.Ordinal) ? $"#{number} " : "";
        var took = record.ToolDurationMs is { } ms ? $" ({Took(ms)})" : "";
        view.Line($"{Clock(record.CreatedAt)} {before}{(record.Level == "info" ? ' ' : '!')} {record.EventType,-20} {who,-14} {task}{VisibleText.OneLine(text)}{took}".TrimEnd());
    }

    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Short times exactly, long ones in the two units that tell enough.</summary>
    public static string Took(long ms) => TimeSpan.FromMilliseconds(ms) switch
    {
        { TotalSeconds: < 10 } => $"{ms} ms",
        { TotalMinutes: < 1 } => $"{ms / Second}s",
        { TotalHours: < 1 } time => $"{time.Minutes}m {time.Seconds:00}s",
        { TotalDays: < 1 } time => $"{time.Hours}h {time.Minutes:00}m",
        var time => $"{time.Days}d {time.Hours:00}h",
    };
}
