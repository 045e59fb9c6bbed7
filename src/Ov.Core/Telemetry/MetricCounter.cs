using Ov.Core.Ledger;

namespace Ov.Core.Telemetry;

/// <summary>Counts a batch, and writes what was counted as OTLP's metrics.</summary>
internal static class MetricCounter
{
    private const double Micro = 1_000_000;
    private const double MsPerSecond = 1000;
    private const int Cumulative = 2;

    /// <summary>Every metric that is counted: its name, its unit, what it says, and whether it is a count of things.</summary>
    private static readonly (string Name, string Unit, string Says, bool IsCount)[] Counted =
    [
        ("ov.turns", "{turn}", "Turns that ended", true),
        ("ov.turn.duration", "s", "How long turns took", false),
        ("ov.tool.calls", "{call}", "Calls of tools that ended", true),
        ("ov.tool.duration", "s", "How long tools took", false),
        ("ov.agents.ended", "{agent}", "Agents that ended", true),
        ("ov.tasks.ended", "{task}", "Tasks that were closed, failed or canceled", true),
        ("ov.merges", "{merge}", "Merges that landed, met a conflict, were rejected or undone", true),
        ("ov.tokens", "{token}", "Tokens used, as their makers count them", true),
        ("ov.cost", "USD", "Money spent: the runtimes' own figures, estimates by list prices apart", false),
    ];

    /// <summary>How things stand when it is told.</summary>
    private static readonly (string Name, string Unit, string Says)[] Standing =
    [
        ("ov.agents", "{agent}", "Living agents"), ("ov.tasks", "{task}", "Tasks of active runs that are not over"),
        ("ov.merge.queue", "{merge}", "Merges that wait or are being built"), ("ov.gates.pending", "{gate}", "Gates that wait for a verdict"),
    ];

    public static void Count(MetricSums sums, Batch batch)
    {
        foreach (var fact in batch.Facts)
        {
            Count(sums, fact);
        }

        foreach (var merge in batch.Merges)
        {
            sums.Add("ov.merges", 1, "ov.merge.state", merge.Type["merge.".Length..]);
        }

        foreach (var used in batch.Usage)
        {
            Count(sums, used);
        }
    }

    /// <summary>The whole document.</summary>
    public static OtlpMetrics Document(OtlpResource resource, OtlpScope scope, TelemetryState state, IReadOnlyList<StandingRow> standing, DateTimeOffset now)
    {
        var (since, time) = (OtlpTime.Nanos(state.Since), OtlpTime.Nanos(now));
        var bySeries = state.Series.ToLookup(one => one.Metric, StringComparer.Ordinal);
        IEnumerable<OtlpMetric> counted = Counted.Where(metric => bySeries.Contains(metric.Name)).Select(metric => bySeries[metric.Name].First().Buckets is null
            ? new OtlpMetric(metric.Name, metric.Unit, metric.Says, Sum: new OtlpSum(Cumulative, true, [.. bySeries[metric.Name].Select(one => Point(one, since, time, metric.IsCount))]))
            : new OtlpMetric(metric.Name, metric.Unit, metric.Says, Histogram: new OtlpHistogram(Cumulative, [.. bySeries[metric.Name].Select(one => Histogram(one, since, time))])));
        var byMetric = standing.ToLookup(one => one.Metric, StringComparer.Ordinal);
        IEnumerable<OtlpMetric> gauges = Standing.Where(metric => byMetric.Contains(metric.Name)).Select(metric => new OtlpMetric(
            metric.Name, metric.Unit, metric.Says,
            Gauge: new OtlpGauge([.. byMetric[metric.Name].Select(one => new OtlpPoint([OtlpAttribute.Of(one.Label, one.Word)], null, time, AsInt: OtlpTime.Text(one.Number)))])));
        return new OtlpMetrics([new OtlpResourceMetrics(resource, [new OtlpScopeMetrics(scope, [.. counted, .. gauges])])]);
    }

    private static void Count(MetricSums sums, SpanFact fact)
    {
        var outcome = fact.End.Level == "info" ? "ok" : "error";
        switch (fact)
        {
            case SpanFact.OfTurn turn:
                sums.Add("ov.turns", 1, "ov.agent.role", turn.Agent.Role, "ov.runtime", turn.Agent.Runtime, "outcome", outcome);
                sums.Observe("ov.turn.duration", (turn.End.DurationMs ?? 0) / MsPerSecond, "ov.agent.role", turn.Agent.Role, "ov.runtime", turn.Agent.Runtime);
                break;
            case SpanFact.OfTool tool:
                sums.Add("ov.tool.calls", 1, "gen_ai.tool.name", tool.End.Tool ?? "unknown", "outcome", outcome);
                if (tool.End.DurationMs is { } ms)
                {
                    sums.Observe("ov.tool.duration", ms / MsPerSecond, "gen_ai.tool.name", tool.End.Tool ?? "unknown");
                }

                break;
            case SpanFact.OfAgent agent:
                sums.Add("ov.agents.ended", 1, "ov.agent.role", agent.Agent.Role, "ov.runtime", agent.Agent.Runtime, "ov.agent.state", agent.End.Type["agent.".Length..]);
                break;
            case SpanFact.OfTask task:
                sums.Add("ov.tasks.ended", 1, "ov.task.state", task.End.Type["task.".Length..]);
                break;
            default:
                break;
        }
    }

    private static void Count(MetricSums sums, UsageRow used)
    {
        foreach (var (kind, tokens) in new[] { ("input", used.Input), ("output", used.Output), ("cache_read", used.CacheRead), ("cache_write", used.CacheWrite) }.Where(one => one.Item2 > 0))
        {
            sums.Add("ov.tokens", tokens, "ov.agent.role", used.Role, "ov.runtime", used.Runtime, "gen_ai.response.model", used.Model, "gen_ai.token.type", kind);
        }

        if ((used.CostMicros ?? used.EstimateMicros) is > 0 and var micros)
        {
            sums.Add("ov.cost", micros / Micro, "ov.agent.role", used.Role, "ov.runtime", used.Runtime, "gen_ai.response.model", used.Model, "ov.cost.estimated", used.CostMicros is null ? "true" : "false");
        }
    }

    private static OtlpPoint Point(MetricSeries series, string since, string time, bool isCount) => isCount
        ? new OtlpPoint(Labels(series), since, time, AsInt: OtlpTime.Text((long)series.Sum)) : new OtlpPoint(Labels(series), since, time, AsDouble: series.Sum);

    private static OtlpHistogramPoint Histogram(MetricSeries series, string since, string time) => new(
        Labels(series), since, time, OtlpTime.Text(series.Count), series.Sum, [.. series.Buckets!.Select(OtlpTime.Text)], MetricSums.Bounds);

    private static List<OtlpAttribute> Labels(MetricSeries series) => [.. series.Labels.Chunk(2).Select(pair => OtlpAttribute.Of(pair[0], pair[1]))];
}
