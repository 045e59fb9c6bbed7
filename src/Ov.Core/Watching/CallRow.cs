using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>What the newest tool calls of an agent have in common. Decides only; S3-70.</summary>
internal static class CallRow
{
    /// <summary>So many equal calls are a row; of one that is as long as what is looked at nobody knows where it began, and it was told long before.</summary>
    private const int Shortest = 3, Longest = 400;

    /// <summary>The equal calls at the end, oldest first and from the first of them on, however long the row becomes; none when they are too few to be a row.</summary>
    /// <param name="session">Oldest first.</param>
    public static List<EventRecord> Equal(IReadOnlyList<EventRecord> session)
    {
        var calls = session.Where(record => record.Type == "tool.start").ToList();
        var row = calls.AsEnumerable().Reverse().TakeWhile(call => (call.Tool, call.Data, call.Text) == (calls[^1].Tool, calls[^1].Data, calls[^1].Text)).Reverse().ToList();
        return row.Count < Shortest || (row.Count == calls.Count && row.Count >= Longest) ? [] : row;
    }

    public static bool IsFailed(EventRecord record) => record.Type == "tool.end" && record.Data?.Contains("\"failed\"", StringComparison.Ordinal) == true;
}
