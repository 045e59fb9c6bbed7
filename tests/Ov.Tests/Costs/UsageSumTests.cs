using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Costs;
using Ov.Core.Ledger;
using Ov.Core.Runtimes;
using Ov.Tests.Support;

namespace Ov.Tests.Costs;

/// <summary>What is added up as it comes in is what counting every turn would give, and no view of it reads every turn.</summary>
public sealed class UsageSumTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TestProject _project = TestProject.Create();
    private readonly List<AgentRecord> _agents;

    public UsageSumTests()
    {
        var run = _project.AddRun();
        _agents = [_project.AddAgent(run, "builder-1"), _project.AddAgent(run, "builder-2"), _project.AddAgent(run, "lead-1", "lead")];
        using var ledger = _project.OpenLedger();
        var random = new Random(4712);
        ledger.Write(tx =>
        {
            for (var i = 0; i < 200; i++)
            {
                var usage = new TokenUsage(random.Next(4) switch { 0 => null, 1 => "m", 2 => "n", _ => "o" }, random.Next(100), random.Next(100), random.Next(100), random.Next(100), CostUsd: random.Next(2) == 0 ? null : random.Next(50) / 10m);
                // Six days, many turns of two or three reports, some of them over midnight.
                UsageStore.Add(tx, _agents[i % 3], i / 7, new TurnFact.Used(usage, false));
                tx.Sql.Run("INSERT INTO usage SELECT NULL, ?1, agent_id, run_id, task_id, role, runtime, session, turn, model, input, output, cache_read, cache_write, reasoning, cost_micros, estimate_micros FROM usage WHERE seq = (SELECT max(seq) FROM usage)",
                    Noon.AddMinutes(i * 43).ToUnixTimeMilliseconds());
                tx.Sql.Run("DELETE FROM usage WHERE seq = (SELECT max(seq) - 1 FROM usage)");
            }

            // As a ledger of the version before has them: rows, and no sums yet.
            tx.Sql.Run("DELETE FROM usage_sum");
            tx.Sql.Run(Backfill);
        });
    }

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(null, null)]
    [InlineData(0, null)]
    [InlineData(null, 50)]
    [InlineData(7, 8)]
    [InlineData(5, 100)]
    [InlineData(-100, 1000)]
    public void Sums_are_those_of_the_turns_one_by_one(int? since, int? until)
    {
        using var ledger = _project.OpenLedger();
        var filter = new UsageFilter(null, null, null, null, since is { } from ? Noon.AddHours(from) : null, false, until is { } to ? Noon.AddHours(to) : null);
        var (rows, sum) = ledger.Read(sql => (Rows(sql, filter), UsageStore.Sum(sql, filter)));
        Assert.Equal((rows.Sum(row => row.Input), rows.Sum(row => row.Cost) / 1_000_000m, rows.Sum(row => row.Unpriced), rows.Count(row => row.First)), (sum.InputTokens, sum.CostUsd ?? 0, sum.UnpricedTokens, (int)sum.Turns));
        foreach (var (by, key) in new (CostBy, Func<Report, string>)[] { (CostBy.Agent, row => row.Agent), (CostBy.Day, row => row.Day), (CostBy.Model, row => row.Model) })
        {
            var expected = rows.GroupBy(key).Select(group => (group.Key, group.Sum(row => row.Input), group.Count(row => by == CostBy.Model ? row.FirstOfModel : row.First))).OrderBy(one => one.Key, StringComparer.Ordinal);
            var grouped = ledger.Read(sql => UsageStore.Grouped(sql, by, filter));
            Assert.Equal(expected, grouped.Select(row => (row.Name, row.Used.InputTokens, (int)row.Used.Turns)).OrderBy(one => one.Name, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_report_adds_to_its_sum_and_money_that_nobody_told_stays_unknown()
    {
        using var ledger = _project.OpenLedger();
        var agent = _project.AddAgent(ledger.Read(Core.Runs.RunStore.Active)[0], "builder-3");
        ledger.Write(tx =>
        {
            UsageStore.Add(tx, agent, 1, new TurnFact.Used(new TokenUsage("m", 1, 2, 3, 4), false));
            UsageStore.Add(tx, agent, 1, new TurnFact.Used(new TokenUsage("m", 10, 20, 30, 40), false));
        });
        var own = new UsageFilter(null, [agent.Id], null, null, null, false);
        var used = ledger.Read(sql => UsageStore.Sum(sql, own));
        Assert.Equal((1L, 11L, 22L, 33L, 44L, null, 110L), (used.Turns, used.InputTokens, used.OutputTokens, used.CacheReadTokens, used.CacheWriteTokens, used.CostUsd, used.UnpricedTokens));
        ledger.Write(tx => UsageStore.Add(tx, agent, 2, new TurnFact.Used(new TokenUsage("m", 0, 0, 0, 0, CostUsd: 0.5m), false)));
        Assert.Equal((2L, 0.5m), ledger.Read(sql => UsageStore.Sum(sql, own)) is var later ? (later.Turns, later.CostUsd!.Value) : default);
        Assert.Equal(1, ledger.Read(sql => sql.Number("SELECT count(*) FROM usage_sum WHERE agent_id = ?1", agent.Id)));
    }

    [Fact]
    public void Whole_days_are_never_read_turn_by_turn()
    {
        using var ledger = _project.OpenLedger();
        string Plan(UsageFilter filter) => ledger.Read(sql =>
        {
            var (query, values) = UsageStore.Totals(filter);
            return string.Join('\n', sql.All($"EXPLAIN QUERY PLAN {query}", row => row.Text("detail"), values));
        });
        var all = new UsageFilter(null, null, null, null, null, false);
        Assert.Contains("FROM usage_sum AS u", UsageStore.Totals(all).Query);
        Assert.Equal("SCAN u", Plan(all));
        // Of a cut day its turns by their index, of whole days the sums by theirs.
        var some = Plan(all with { Since = Noon.AddDays(-3), Until = Noon }).Split('\n');
        Assert.Equal(2, some.Count(line => line.Contains("INDEX usage_at", StringComparison.Ordinal)));
        Assert.Single(some, line => line.Contains("INDEX usage_sum_day", StringComparison.Ordinal));
        Assert.DoesNotContain(some, line => line is "SCAN usage" or "SCAN usage_sum");
    }

    private static string Backfill => Schema.Steps[5].Split("INSERT INTO usage_sum", 3)[1] is var text ? $"INSERT INTO usage_sum{text[..text.IndexOf(';', StringComparison.Ordinal)]}" : "";

    private static List<Report> Rows(Sql sql, UsageFilter filter)
    {
        var (turns, models) = (new HashSet<string>(), new HashSet<string>());
        return [.. sql.All("SELECT a.name, u.* FROM usage u JOIN agent a ON a.id = u.agent_id ORDER BY u.seq", row => new Report(
                row.Text("name"), row.Time("at"), row.Time("at").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.TextOrNull("model") ?? "unknown", row.Long("input"), row.LongOrNull("cost_micros") ?? 0,
                row.LongOrNull("cost_micros") is null ? row.Long("input") + row.Long("output") + row.Long("cache_read") + row.Long("cache_write") : 0,
                turns.Add($"{row.Text("agent_id")} {row.Long("turn")}"), models.Add($"{row.Text("agent_id")} {row.Long("turn")} {row.TextOrNull("model")}")))
            .Where(row => (filter.Since is not { } since || row.At >= since) && (filter.Until is not { } until || row.At <= until))];
    }

    private sealed record Report(string Agent, DateTimeOffset At, string Day, string Model, long Input, long Cost, long Unpriced, bool First, bool FirstOfModel);
}
