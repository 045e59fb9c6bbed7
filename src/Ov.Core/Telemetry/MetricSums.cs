namespace Ov.Core.Telemetry;

/// <summary>One thing counted, for one combination of labels.</summary>
/// <param name="Labels">Name, value, name, value.</param>
/// <param name="Buckets">Of a histogram, how many fell between its bounds.</param>
internal sealed record MetricSeries(string Metric, IReadOnlyList<string> Labels, double Sum, long Count, IReadOnlyList<long>? Buckets = null);

/// <summary>What is counted over time, from the first export on: nothing is ever read twice for it, however long the history.</summary>
internal sealed class MetricSums
{
    /// <summary>Combinations of labels of one metric; what comes after is counted together, as OpenTelemetry's own libraries do.</summary>
    private const int MostSeries = 200;

    private static readonly string[] Overflow = ["otel.metric.overflow", "true"];

    private readonly Dictionary<string, MetricSeries> _series;

    public MetricSums(IEnumerable<MetricSeries> series) => _series = series.ToDictionary(one => KeyOf(one.Metric, one.Labels), StringComparer.Ordinal);

    /// <summary>Upper bounds in seconds.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600];

    public IReadOnlyList<MetricSeries> All => [.. _series.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value)];

    /// <param name="labels">Name, value, name, value.</param>
    public void Add(string metric, double value, params IReadOnlyList<string> labels)
    {
        var series = Find(metric, labels);
        Keep(series with { Sum = series.Sum + value, Count = series.Count + 1 });
    }

    /// <inheritdoc cref="Add"/>
    public void Observe(string metric, double seconds, params IReadOnlyList<string> labels)
    {
        var series = Find(metric, labels);
        var buckets = series.Buckets?.ToArray() ?? new long[Bounds.Count + 1];
        var place = Bounds.TakeWhile(bound => seconds > bound).Count();
        buckets[place]++;
        Keep(series with { Sum = series.Sum + seconds, Count = series.Count + 1, Buckets = buckets });
    }

    private MetricSeries Find(string metric, IReadOnlyList<string> labels) =>
        _series.TryGetValue(KeyOf(metric, labels), out var known) ? known
        : _series.Values.Count(one => one.Metric == metric) < MostSeries ? new MetricSeries(metric, labels, 0, 0)
        : _series.TryGetValue(KeyOf(metric, Overflow), out var rest) ? rest : new MetricSeries(metric, Overflow, 0, 0);

    private void Keep(MetricSeries series) => _series[KeyOf(series.Metric, series.Labels)] = series;

    private static string KeyOf(string metric, IReadOnlyList<string> labels) => $"{metric}\n{string.Join('\n', labels)}";
}
