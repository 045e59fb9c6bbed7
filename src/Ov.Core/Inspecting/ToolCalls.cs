using System.Text.Json;
using Ov.Core.Ledger;

namespace Ov.Core.Inspecting;

/// <summary>What an agent did with its tools, told from the starts and ends that its hooks reported.</summary>
public static class ToolCalls
{
    private static readonly string[] FileFields = ["file_path", "path", "notebook_path", "new_path"];

    /// <summary>One call for each start, and for each end whose start is not among them; oldest first.</summary>
    /// <param name="events">Oldest first.</param>
    public static List<ToolCall> Of(IEnumerable<EventRecord> events)
    {
        var calls = new List<ToolCall>();
        var open = new List<(int Place, string Tool, string? Id)>();
        foreach (var record in events)
        {
            var tool = record.Tool ?? "unknown";
            if (record.Type == "tool.start")
            {
                open.Add((calls.Count, tool, record.Subject));
                calls.Add(new ToolCall(tool, Input(record.Data), record.Text ?? tool, null, record.At, true));
            }
            else if (record.Type == "tool.end")
            {
                var start = open.FindLastIndex(call => record.Subject is { } id ? call.Id == id : call.Tool == tool);
                if (start < 0)
                {
                    calls.Add(new ToolCall(tool, Input(record.Data), record.Text ?? tool, record.DurationMs, record.At, false));
                }
                else
                {
                    calls[open[start].Place] = calls[open[start].Place] with { DurationMs = record.DurationMs, Running = false };
                    open.RemoveAt(start);
                }
            }
        }

        return calls;
    }

    /// <summary>A call that no turn can be at any more never ended as far as we know: it is not running.</summary>
    /// <param name="since">When the turn began that runs now; null between turns.</param>
    public static List<ToolCall> Settled(IEnumerable<ToolCall> calls, DateTimeOffset? since) =>
        [.. calls.Select(call => call with { Running = call.Running && since is { } began && call.Timestamp >= began })];

    /// <summary>The most used first.</summary>
    public static List<ToolStat> Stats(IEnumerable<ToolCall> calls) =>
    [
        .. calls.GroupBy(call => call.ToolName).Select(tool =>
        {
            var took = tool.Select(call => call.DurationMs).OfType<long>().ToList();
            return new ToolStat(tool.Key, tool.Count(), took.Count == 0 ? null : (long)took.Average(), took.Count == 0 ? null : took.Max());
        }).OrderByDescending(stat => stat.Count).ThenBy(stat => stat.ToolName, StringComparer.Ordinal),
    ];

    /// <summary>The file that the newest call about a file names.</summary>
    public static string? CurrentFile(IReadOnlyList<ToolCall> calls)
    {
        for (var i = calls.Count - 1; i >= 0; i--)
        {
            using var input = JsonDocument.Parse(calls[i].Args);
            foreach (var field in FileFields)
            {
                if (input.RootElement.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } file)
                {
                    return file;
                }
            }
        }

        return null;
    }

    /// <summary>The key fields of a call's input as a JSON object.</summary>
    private static string Input(string? data)
    {
        try
        {
            using var parsed = JsonDocument.Parse(data ?? "{}");
            return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("input", out var input) && input.ValueKind == JsonValueKind.Object
                ? input.GetRawText()
                : "{}";
        }
        catch (JsonException)
        {
            return "{}";
        }
    }
}

/// <param name="Args">The key fields of its input: a JSON object as text.</param>
/// <param name="Summary">One line for people.</param>
/// <param name="DurationMs">Null while it runs, and when its end was never reported.</param>
public sealed record ToolCall(string ToolName, string Args, string Summary, long? DurationMs, DateTimeOffset Timestamp, bool Running);

public sealed record ToolStat(string ToolName, int Count, long? AvgDurationMs, long? MaxDurationMs);
