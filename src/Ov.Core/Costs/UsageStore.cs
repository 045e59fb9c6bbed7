using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Budgets;
using Ov.Core.Ledger;
using Ov.Core.Runtimes;

namespace Ov.Core.Costs;

/// <summary>Rows of token usage: one for each model and report of a turn.</summary>
public static class UsageStore
{
    private const decimal Micro = 1_000_000m;

    private const long Day = 86_400_000;

    private const string Sums =
        """
        coalesce(sum(u.input), 0) AS input, coalesce(sum(u.output), 0) AS output, coalesce(sum(u.cache_read), 0) AS cache_read, coalesce(sum(u.cache_write), 0) AS cache_write,
        sum(u.cost_micros) AS cost_micros, sum(u.estimate_micros) AS estimate_micros, max(u.last) AS last, coalesce(sum(u.unpriced), 0) AS unpriced
        """;

    private const string Columns =
        "agent_id, task_id, model, day, run_id, role, runtime, turns, model_turns, input, output, cache_read, cache_write, cost_micros, estimate_micros, unpriced, last";

    /// <summary>Counts of a whole session are kept as what this turn added; those of a fork begin with what its origin had used.</summary>
    /// <param name="prices">For an estimate, where the runtime tells no money.</param>
    public static void Add(Tx tx, AgentRecord agent, int turn, TurnFact.Used used, PriceTable? prices = null)
    {
        var usage = used.OfSession && agent.Session is { } session ? Added(tx, agent, session, turn, used) : used.Usage;
        var estimate = usage.CostUsd is null ? prices?.Estimate(usage, agent.Model) : null;
        tx.Sql.Run(
            """
            INSERT INTO usage(at, agent_id, run_id, task_id, role, runtime, session, turn, model, input, output, cache_read, cache_write, reasoning, cost_micros, estimate_micros)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
            """,
            tx.Now, agent.Id, agent.RunId, agent.TaskId, agent.Role, agent.Runtime, agent.Session, turn, usage.Model, usage.Input, usage.Output,
            usage.CacheRead, usage.CacheWrite, usage.Reasoning, Micros(usage.CostUsd), Micros(estimate));
        SpentStore.Use(tx, agent, usage.Input + usage.Output, (long)decimal.Round((usage.CostUsd ?? estimate ?? 0) * Micro));
    }

    private static TokenUsage Added(Tx tx, AgentRecord agent, string session, int turn, TurnFact.Used used)
    {
        if (agent.ForkOf is not { } origin || tx.Sql.Number("SELECT 1 FROM usage WHERE session = ?1 AND turn < ?2 LIMIT 1", session, turn) is not null)
        {
            return used.Usage.Since(OfSession(tx.Sql, session, used.Usage.Model));
        }

        // The origin works on meanwhile: what it used after the fork is not in the fork's count.
        var before = used.OfTurn is { } own ? used.Usage.Since(own) : OfSession(tx.Sql, origin, used.Usage.Model, Began(tx.Sql, agent));
        Begin(tx, session, before);
        return used.OfTurn ?? used.Usage.Since(before);
    }

    private static long Began(Sql sql, AgentRecord agent) => sql.Number("SELECT max(at) FROM event WHERE agent_id = ?1 AND type = 'turn.started'", agent.Id) ?? long.MaxValue;

    /// <summary>What earlier turns of a session used of one model.</summary>
    /// <param name="until">Only what was recorded by then.</param>
    public static TokenUsage OfSession(Sql sql, string session, string? model, long until = long.MaxValue) => sql.First(
        """
        SELECT coalesce(sum(input), 0) AS input, coalesce(sum(output), 0) AS output, coalesce(sum(cache_read), 0) AS cache_read,
          coalesce(sum(cache_write), 0) AS cache_write, coalesce(sum(reasoning), 0) AS reasoning, coalesce(sum(cost_micros), 0) AS cost_micros
        FROM (SELECT input, output, cache_read, cache_write, reasoning, cost_micros FROM usage WHERE session = ?1 AND model IS ?2 AND at <= ?3
          UNION ALL SELECT input, output, cache_read, cache_write, reasoning, cost_micros FROM usage_base WHERE session = ?1 AND model IS ?2)
        """, row => Read(row, model), session, model, until)!;

    private static void Begin(Tx tx, string session, TokenUsage usage) => tx.Sql.Run(
        "INSERT INTO usage_base(session, model, input, output, cache_read, cache_write, reasoning, cost_micros) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        session, usage.Model, usage.Input, usage.Output, usage.CacheRead, usage.CacheWrite, usage.Reasoning, Micros(usage.CostUsd));

    private static SqlValue Micros(decimal? usd) => usd is { } cost ? (long)decimal.Round(cost * Micro) : default(SqlValue);

    /// <summary>What an incarnation used in all, over its models.</summary>
    public static TokenUsage OfAgent(Sql sql, string agentId) => sql.First(
        """
        SELECT coalesce(sum(input), 0) AS input, coalesce(sum(output), 0) AS output, coalesce(sum(cache_read), 0) AS cache_read,
          coalesce(sum(cache_write), 0) AS cache_write, coalesce(sum(reasoning), 0) AS reasoning, coalesce(sum(cost_micros), 0) AS cost_micros
        FROM usage WHERE agent_id = ?1
        """, row => Read(row, null), agentId)!;

    /// <summary>What fits, added up; the dearest first, and those without a price by their tokens. A turn counts once, where it reported first.</summary>
    internal static List<CostRow> Grouped(Sql sql, CostBy by, UsageFilter filter)
    {
        var (from, values) = From(filter);
        return sql.All(
            $"""
            SELECT {Key(by)} AS what, sum({(by == CostBy.Model ? "u.model_turns" : "u.turns")}) AS turns, {Sums} {from} GROUP BY {(by == CostBy.Task ? "u.task_id" : "what")}
            ORDER BY coalesce(sum(u.cost_micros), 0) + coalesce(sum(u.estimate_micros), 0) DESC, sum(u.input + u.output + u.cache_read + u.cache_write) DESC, what
            """, row => new CostRow(row.Text("what"), Added(row)), values);
    }

    /// <summary>What each task used, by its id; '' for what was used for none.</summary>
    internal static List<(string TaskId, CostSum Used)> ByTask(Sql sql, UsageFilter filter)
    {
        var (from, values) = From(filter);
        return sql.All($"SELECT u.task_id, sum(u.turns) AS turns, {Sums} {from} GROUP BY u.task_id", row => (row.Text("task_id"), Added(row)), values);
    }

    /// <summary>What fits, all together.</summary>
    internal static CostSum Sum(Sql sql, UsageFilter filter)
    {
        var (query, values) = Totals(filter);
        return sql.First(query, Added, values)!;
    }

    internal static (string Query, SqlValue[] Values) Totals(UsageFilter filter)
    {
        var (from, values) = From(filter);
        return ($"SELECT coalesce(sum(u.turns), 0) AS turns, {Sums} {from}", values);
    }

    private static string Key(CostBy by) => by switch
    {
        CostBy.Agent => "(SELECT name FROM agent WHERE id = u.agent_id)",
        CostBy.Role => "u.role",
        CostBy.Task => "coalesce((SELECT '#' || number || ' ' || title FROM task WHERE id = u.task_id), 'no task')",
        CostBy.Run => "coalesce((SELECT name FROM run WHERE id = u.run_id), u.run_id)",
        CostBy.Model => "coalesce(nullif(u.model, ''), 'unknown')",
        CostBy.Runtime => "u.runtime",
        _ => "date(u.day * 86400, 'unixepoch')",
    };

    private static (string From, SqlValue[] Values) From(UsageFilter filter)
    {
        var (conditions, values) = (new List<string>(), new List<SqlValue>());
        string Next(SqlValue value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"?{values.Count}");
        }

        void When(bool asked, Func<string> condition)
        {
            if (asked)
            {
                conditions.Add(condition());
            }
        }

        var rows = Rows(filter, Next);
        When(filter.RunId is not null, () => $"u.run_id = {Next(filter.RunId!)}");
        When(filter.AgentIds is not null, () => $"u.agent_id IN ({string.Join(", ", filter.AgentIds!.Select(id => Next(id)))})");
        When(filter.Role is not null, () => $"u.role = {Next(filter.Role!)}");
        When(filter.TaskId is not null, () => $"u.task_id = {Next(filter.TaskId!)}");
        When(filter.Live, () => "u.agent_id IN (SELECT id FROM agent WHERE ended_at IS NULL)");
        return ($"FROM {rows} AS u{(conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}")}", [.. values]);
    }

    /// <summary>Whole days come from the sums; only of a day that the time cuts are its turns read one by one.</summary>
    private static string Rows(UsageFilter filter, Func<SqlValue, string> next)
    {
        if (filter.Since is null && filter.Until is null)
        {
            return "usage_sum";
        }

        var (since, until) = (filter.Since?.ToUnixTimeMilliseconds() ?? 0, filter.Until?.ToUnixTimeMilliseconds() + 1 ?? long.MaxValue);
        var (first, end) = ((since + Day - 1) / Day, until / Day);
        return first >= end ? $"({Single(since, until)})"
            : $"({Single(since, first * Day)} UNION ALL SELECT {Columns} FROM usage_sum WHERE day >= {next(first)} AND day < {next(end)} UNION ALL {Single(end * Day, until)})";

        string Single(long from, long to) => $"SELECT {Columns} FROM usage_part WHERE at >= {next(from)} AND at < {next(to)}";
    }

    private static CostSum Added(Row row) => new(
        row.Long("turns"), row.Long("input"), row.Long("output"), row.Long("cache_read"), row.Long("cache_write"),
        Dollars(row, "cost_micros"), Dollars(row, "estimate_micros"), row.Long("unpriced"), row.TimeOrNull("last"));

    private static decimal? Dollars(Row row, string column) => row.LongOrNull(column) is { } micros ? micros / Micro : null;

    private static TokenUsage Read(Row row, string? model) => new(
        model, row.Long("input"), row.Long("output"), row.Long("cache_read"), row.Long("cache_write"), row.Long("reasoning"), row.Long("cost_micros") / Micro);
}
