using System.Text.Json.Serialization;

namespace Ov.Core.Telemetry;

/// <summary>What is posted to <c>/v1/traces</c>, in OTLP's JSON form: names in camelCase, 64-bit numbers as strings, ids as hexadecimal digits.</summary>
internal sealed record OtlpTraces(IReadOnlyList<OtlpResourceSpans> ResourceSpans);

internal sealed record OtlpResourceSpans(OtlpResource Resource, IReadOnlyList<OtlpScopeSpans> ScopeSpans);

internal sealed record OtlpScopeSpans(OtlpScope Scope, IReadOnlyList<OtlpSpan> Spans);

/// <summary>Who tells it.</summary>
internal sealed record OtlpResource(IReadOnlyList<OtlpAttribute> Attributes);

/// <summary>What part of a program made it.</summary>
internal sealed record OtlpScope(string Name);

/// <summary>One thing that took time.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits, the same whenever the same thing is exported.</param>
/// <param name="ParentSpanId">Null for the root of a trace.</param>
/// <param name="Kind">1: inside the program.</param>
internal sealed record OtlpSpan(
    string TraceId, string SpanId, string? ParentSpanId, string Name, int Kind, string StartTimeUnixNano, string EndTimeUnixNano,
    IReadOnlyList<OtlpAttribute> Attributes, OtlpStatus Status);

/// <param name="Code">0 unset, 1 ok, 2 error.</param>
internal sealed record OtlpStatus(int Code, string? Message = null);

internal sealed record OtlpAttribute(string Key, OtlpValue Value)
{
    public static OtlpAttribute Of(string key, string value) => new(key, new OtlpValue(StringValue: value));

    public static OtlpAttribute Of(string key, long value) => new(key, new OtlpValue(IntValue: OtlpTime.Text(value)));

    public static OtlpAttribute Of(string key, double value) => new(key, new OtlpValue(DoubleValue: value));

    public static OtlpAttribute Of(string key, bool value) => new(key, new OtlpValue(BoolValue: value));
}

/// <summary>Exactly one of them is given.</summary>
internal sealed record OtlpValue(string? StringValue = null, string? IntValue = null, double? DoubleValue = null, bool? BoolValue = null);

/// <summary>What is posted to <c>/v1/metrics</c>.</summary>
internal sealed record OtlpMetrics(IReadOnlyList<OtlpResourceMetrics> ResourceMetrics);

internal sealed record OtlpResourceMetrics(OtlpResource Resource, IReadOnlyList<OtlpScopeMetrics> ScopeMetrics);

internal sealed record OtlpScopeMetrics(OtlpScope Scope, IReadOnlyList<OtlpMetric> Metrics);

/// <summary>One of the three is given.</summary>
internal sealed record OtlpMetric(string Name, string Unit, string Description, OtlpSum? Sum = null, OtlpGauge? Gauge = null, OtlpHistogram? Histogram = null);

/// <param name="AggregationTemporality">2: since the start time.</param>
internal sealed record OtlpSum(int AggregationTemporality, bool IsMonotonic, IReadOnlyList<OtlpPoint> DataPoints);

internal sealed record OtlpGauge(IReadOnlyList<OtlpPoint> DataPoints);

internal sealed record OtlpPoint(IReadOnlyList<OtlpAttribute> Attributes, string? StartTimeUnixNano, string TimeUnixNano, string? AsInt = null, double? AsDouble = null);

internal sealed record OtlpHistogram(int AggregationTemporality, IReadOnlyList<OtlpHistogramPoint> DataPoints);

internal sealed record OtlpHistogramPoint(
    IReadOnlyList<OtlpAttribute> Attributes, string StartTimeUnixNano, string TimeUnixNano, string Count, double Sum, IReadOnlyList<string> BucketCounts, IReadOnlyList<double> ExplicitBounds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OtlpTraces))]
[JsonSerializable(typeof(OtlpMetrics))]
internal sealed partial class OtlpJson : JsonSerializerContext;
