using System.Globalization;

namespace Ov.Core.Ledger;

/// <summary>
/// Reads events by filter, from the one index that narrows them most; what else was asked for is tried on the newest
/// <see cref="Look"/> of them, so that no view reads everything (S0-103).
/// </summary>
internal static class EventQuery
{
    /// <summary>So many of the newest are looked through, however many there are.</summary>
    public const int Look = 100_000;

    /// <summary>Counting reads every one of them, so it looks at fewer.</summary>
    public const int Counted = 20_000;

    /// <summary>A cursor must miss nothing.</summary>
    private const int Unbounded = -1;

    private const string NotOfTools = "type NOT IN ('tool.start', 'tool.end')";

    /// <summary>The newest that fit, oldest first.</summary>
    public static List<EventRecord> Newest(Sql sql, EventFilter filter, int limit)
    {
        var from = filter is { Since: { } since, AgentIds.Count: 0, TaskId: null } ? EventTimes.Before(sql, since) : 0;
        var to = filter.Until is { } until ? EventTimes.UpTo(sql, until) : long.MaxValue;
        return [.. Select(sql, filter, from, to, "DESC", limit, Look).OrderBy(record => record.Seq).TakeLast(limit)];
    }

    /// <summary>Those after a cursor, oldest first.</summary>
    /// <param name="to">The last that is looked at.</param>
    public static List<EventRecord> After(Sql sql, EventFilter filter, long after, int limit, long to = long.MaxValue) =>
        [.. Select(sql, filter, after, to, "ASC", limit, Unbounded).OrderBy(record => record.Seq).Take(limit)];

    /// <summary>How far one look after a cursor goes: what no index leads to is looked for <see cref="Look"/> events at a time.</summary>
    public static long Reach(EventFilter filter, long after, long last) =>
        filter.Tool is not null || filter.Actors.Count > 0 || filter.Types.Any(IsOfTools) ? Math.Min(last, after + Look) : last;

    /// <summary>How many fit, by type, tool and agent, of the newest <see cref="Counted"/>; whether there are older ones.</summary>
    public static (List<EventGroup> Groups, bool More) Counts(Sql sql, EventFilter filter, long after)
    {
        var from = Math.Max(after, filter is { Since: { } since, AgentIds.Count: 0, TaskId: null } ? EventTimes.Before(sql, since) : 0);
        var to = filter.Until is { } until ? EventTimes.UpTo(sql, until) : long.MaxValue;
        var (groups, more) = (new List<EventGroup>(), false);
        foreach (var (index, value) in Ways(sql, filter))
        {
            List<SqlValue> values = [from, to, Counted];
            string Next(SqlValue one)
            {
                values.Add(one);
                return string.Create(CultureInfo.InvariantCulture, $"?{values.Count}");
            }

            var narrowed = value is null ? index : index.Replace("?", Next(value), StringComparison.Ordinal);
            var looked = $"SELECT * FROM event WHERE {narrowed} AND seq > ?1 AND seq <= ?2 ORDER BY seq DESC LIMIT ?3";
            var rest = Rest(filter, Next);
            groups.AddRange(sql.All(
                $"SELECT type, tool, agent_id, count(*) AS number, sum(level IN ('warn', 'error')) AS trouble, min(at) AS first, max(at) AS last FROM ({looked}) {rest} GROUP BY type, tool, agent_id",
                row => new EventGroup(row.Text("type"), row.TextOrNull("tool"), row.TextOrNull("agent_id"), row.Long("number"), row.Long("trouble"), row.Time("first"), row.Time("last")), [.. values]));
            more |= groups.Sum(group => group.Count) >= Counted;
        }

        return (groups, more);
    }

    private static IEnumerable<EventRecord> Select(Sql sql, EventFilter filter, long from, long to, string order, int limit, int look)
    {
        foreach (var (index, value) in Ways(sql, filter))
        {
            List<SqlValue> values = [from, to, limit, look];
            string Next(SqlValue one)
            {
                values.Add(one);
                return string.Create(CultureInfo.InvariantCulture, $"?{values.Count}");
            }

            var narrowed = value is null ? index : index.Replace("?", Next(value), StringComparison.Ordinal);
            var rest = Rest(filter, Next);
            // Without a sort around it: the inner rows come in the index's order, and reading ends as soon as there are enough.
            foreach (var record in sql.All(
                $"SELECT * FROM (SELECT * FROM event WHERE {narrowed} AND seq > ?1 AND seq <= ?2 ORDER BY seq {order} LIMIT ?4) {rest} LIMIT ?3", EventStore.Read, [.. values]))
            {
                yield return record;
            }
        }
    }

    /// <summary>The indexed conditions of which each event asked for fits exactly one; <c>?</c> stands for the value.</summary>
    private static IEnumerable<(string Index, string? Value)> Ways(Sql sql, EventFilter filter) => filter switch
    {
        { AgentIds.Count: > 0, Actors.Count: 0 } => filter.AgentIds.Distinct().Select(id => ("agent_id = ?", (string?)id)),
        { TaskId: { } task } => [("task_id = ?", task)],
        { OnlyTrouble: true } => [("level IN ('warn', 'error')", null)],
        { Types.Count: > 0 } when !filter.Types.Any(IsOfTools) => TypesLike(sql, filter.Types).Select(type => ($"type = ? AND {NotOfTools}", (string?)type)),
        { RunId: { } run } => [("run_id = ?", run)],
        _ => [("1", null)],
    };

    private static bool IsOfTools(string type) => type is "tool" or "tool.start" or "tool.end";

    /// <summary>The types that there are of those meant: one step through the index for each that exists.</summary>
    private static List<string> TypesLike(Sql sql, IReadOnlyList<string> asked) =>
    [
        .. sql.All(
            $"""
            WITH RECURSIVE kind(type) AS (
              SELECT min(type) FROM event INDEXED BY event_type WHERE {NotOfTools}
              UNION ALL SELECT (SELECT min(event.type) FROM event INDEXED BY event_type WHERE {NotOfTools} AND event.type > kind.type) FROM kind WHERE kind.type IS NOT NULL)
            SELECT type FROM kind WHERE type IS NOT NULL
            """, row => row.Text("type")).Where(type => asked.Any(one => type == one || type.StartsWith(one + ".", StringComparison.Ordinal))),
    ];

    private static string Rest(EventFilter filter, Func<SqlValue, string> next)
    {
        var conditions = new List<string>();
        if (filter.Actors.Count > 0)
        {
            var actors = $"actor IN ({string.Join(", ", filter.Actors.Select(actor => next(actor)))})";
            conditions.Add(filter.AgentIds.Count == 0 ? actors : $"(agent_id IN ({string.Join(", ", filter.AgentIds.Select(id => next(id)))}) OR {actors})");
        }

        if (filter.RunId is { } run)
        {
            conditions.Add($"run_id = {next(run)}");
        }

        if (filter.TaskId is { } task)
        {
            conditions.Add($"task_id = {next(task)}");
        }

        if (filter.Types.Count > 0)
        {
            conditions.Add($"({string.Join(" OR ", filter.Types.Select(type => $"type = {next(type)} OR substr(type, 1, {type.Length + 1}) = {next(type + ".")}"))})");
        }

        if (filter.Tool is { } tool)
        {
            conditions.Add($"tool = {next(tool)}");
        }

        if (filter.OnlyTrouble)
        {
            conditions.Add("level IN ('warn', 'error')");
        }

        if (filter.Since is { } since)
        {
            conditions.Add($"at >= {next(since)}");
        }

        if (filter.Until is { } until)
        {
            conditions.Add($"at <= {next(until)}");
        }

        return conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
    }
}

/// <summary>Events that are alike, counted.</summary>
internal sealed record EventGroup(string Type, string? Tool, string? AgentId, long Count, long Trouble, DateTimeOffset FirstAt, DateTimeOffset LastAt);
