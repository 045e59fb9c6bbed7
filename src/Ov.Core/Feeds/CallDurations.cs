namespace Ov.Core.Feeds;

/// <summary>Puts how long a turn or a tool took on its beginning, as a timeline reads (Overstory stores it there too).</summary>
internal static class CallDurations
{
    /// <param name="events">Oldest first.</param>
    /// <returns>The same events, and the sequence numbers of the ends that are told with their beginning.</returns>
    public static (IReadOnlyList<FeedEvent> Events, IReadOnlySet<long> Told) Of(IReadOnlyList<FeedEvent> events)
    {
        var all = events.ToList();
        var open = new List<int>();
        var told = new HashSet<long>();
        for (var i = 0; i < all.Count; i++)
        {
            var at = all[i];
            if (at.EventType is "tool.start" or "turn.started")
            {
                open.Add(i);
            }
            else if (at.EventType is "tool.end" or "turn.ended" && open.FindLastIndex(place => Fits(all[place], at)) is >= 0 and var begun)
            {
                var start = all[open[begun]];
                all[open[begun]] = start with { ToolDurationMs = at.ToolDurationMs ?? Math.Max(0, (long)(at.CreatedAt - start.CreatedAt).TotalMilliseconds) };
                open.RemoveAt(begun);
                // How it ended is worth a line of its own.
                if (at.EventType == "tool.end" && at.Level == "info")
                {
                    told.Add(at.Seq);
                }
            }
        }

        return (all, told);
    }

    private static bool Fits(FeedEvent start, FeedEvent end) =>
        start.AgentId == end.AgentId && (start.EventType == "turn.started") == (end.EventType == "turn.ended")
        && (start.EventType == "turn.started" || (end.Subject is { } id ? start.Subject == id : start.ToolName == end.ToolName));
}
