namespace Ov.Core.Ledger;

/// <summary>
/// Where a time lies among the sequence numbers. Events bear the clock's time, which may have been set back: a place counts as older or
/// newer only when a whole block of events is. Backward in growing steps, then by halves: a million events take a few blocks.
/// </summary>
internal static class EventTimes
{
    private const int Block = 1000;

    /// <summary>A sequence number before which nothing is as new as that.</summary>
    public static long Before(Sql sql, DateTimeOffset since) => Boundary(
        sql, top => sql.Number("SELECT max(at) FROM event WHERE seq > ?1 AND seq <= ?2", top - Block, top) is { } newest && newest < since.ToUnixTimeMilliseconds()).Older;

    /// <summary>A sequence number after which all is newer than that.</summary>
    public static long UpTo(Sql sql, DateTimeOffset until) => Boundary(
        sql, top => sql.Number("SELECT min(at) FROM event WHERE seq > ?1 AND seq <= ?2", top - Block, top) is { } oldest && oldest <= until.ToUnixTimeMilliseconds()).Newer;

    /// <param name="isOlder">Whether the block that ends there lies on the older side.</param>
    private static (long Older, long Newer) Boundary(Sql sql, Func<long, bool> isOlder)
    {
        var newer = EventStore.LastSequence(sql);
        if (isOlder(newer))
        {
            return (newer, newer);
        }

        var step = (long)Block;
        var older = newer - step;
        for (; older > 0 && !isOlder(older); older = newer - step)
        {
            newer = older;
            step *= 2;
        }

        older = Math.Max(0, older);
        while (newer - older > Block)
        {
            var middle = older + ((newer - older) / 2);
            (older, newer) = isOlder(middle) ? (middle, newer) : (older, middle);
        }

        return (older, newer);
    }
}
