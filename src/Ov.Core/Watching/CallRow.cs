using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>What the newest tool calls of an agent have in common. Decides only; S3-70.</summary>
internal static class CallRow
{
    /// <summary>So many calls are compared with each other, and so many equal ones are a row.</summary>
    private const int Window = 10, Shortest = 3;

    /// <summary>The equal calls at the end, oldest first; none when they are too few to be a row.</summary>
    /// <param name="session">Oldest first.</param>
    public static List<EventRecord> Equal(IReadOnlyList<EventRecord> session)
    {
        var calls = session.Where(record => record.Type == "tool.start").TakeLast(Window).ToList();
        var row = calls.AsEnumerable().Reverse().TakeWhile(call => (call.Tool, call.Data, call.Text) == (calls[^1].Tool, calls[^1].Data, calls[^1].Text)).Reverse().ToList();
        return row.Count < Shortest ? [] : row;
    }

    public static bool IsFailed(EventRecord record) => record.Type == "tool.end" && record.Data?.Contains("\"failed\"", StringComparison.Ordinal) == true;
}
