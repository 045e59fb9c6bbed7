using System.Globalization;

namespace Ov.Core.Ledger;

/// <summary>Reads events by filter. What is asked for by agent or task comes from an index; all else reads backward until it has enough.</summary>
internal static class EventQuery
{
    /// <summary>How many events are looked at together when the beginning of a time is searched.</summary>
    private const int Block = 1000;

    /// <summary>The newest that fit, oldest first.</summary>
    public static List<EventRecord> Newest(Sql sql, EventFilter filter, int limit)
    {
        var floor = filter is { Since: { } since, AgentIds.Count: 0, TaskId: null } ? Before(sql, since) : 0;
        var found = Select(sql, filter, floor, "DESC", limit);
        found.Reverse();
        return found;
    }

    /// <summary>Those after a cursor, oldest first.</summary>
    public static List<EventRecord> After(Sql sql, EventFilter filter, long after, int limit) => Select(sql, filter, after, "ASC", limit);

    private static List<EventRecord> Select(Sql sql, EventFilter filter, long after, string order, int limit)
    {
        List<SqlValue> values = [after, limit];
        string Next(SqlValue value)
        {
            values.Add(value);
            return "?" + values.Count.ToString(CultureInfo.InvariantCulture);
        }

        List<string> conditions = ["seq > ?1"];
        if (filter.AgentIds.Count + filter.Actors.Count > 0)
        {
            conditions.Add(Either(
                filter.AgentIds.Count == 0 ? null : filter.AgentIds is [var only] ? $"agent_id = {Next(only)}" : $"agent_id IN ({string.Join(", ", filter.AgentIds.Select(id => Next(id)))})",
                filter.Actors.Count == 0 ? null : $"actor IN ({string.Join(", ", filter.Actors.Select(actor => Next(actor)))})"));
        }

        if (filter.RunId is { } run)
        {
            conditions.Add($"run_id = {Next(run)}");
        }

        if (filter.TaskId is { } task)
        {
            conditions.Add($"task_id = {Next(task)}");
        }

        if (filter.Types.Count > 0)
        {
            conditions.Add($"({string.Join(" OR ", filter.Types.Select(type => $"type = {Next(type)} OR substr(type, 1, {type.Length + 1}) = {Next(type + ".")}"))})");
        }

        if (filter.Since is { } since)
        {
            conditions.Add($"at >= {Next(since)}");
        }

        return sql.All($"SELECT * FROM event WHERE {string.Join(" AND ", conditions)} ORDER BY seq {order} LIMIT ?2", EventStore.Read, [.. values]);
    }

    private static string Either(string? one, string? other) => one is null ? other! : other is null ? one : $"({one} OR {other})";

    /// <summary>
    /// The last sequence number before a time. Events bear the clock's time, which may have been set back: only a whole block of older
    /// ones ends the search.
    /// </summary>
    private static long Before(Sql sql, DateTimeOffset since)
    {
        var top = EventStore.LastSequence(sql);
        while (top > 0 && sql.Number("SELECT max(at) FROM event WHERE seq > ?1 AND seq <= ?2", top - Block, top) is var newest && (newest is null || newest >= since.ToUnixTimeMilliseconds()))
        {
            top -= Block;
        }

        return Math.Max(0, top);
    }
}
