using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Telemetry;

/// <summary>What one export did.</summary>
/// <param name="Origin">The setting or variable that names where it goes.</param>
/// <param name="Spans">Sent now.</param>
/// <param name="Metrics">True when the counts were sent too.</param>
/// <param name="Behind">Events that still wait.</param>
/// <param name="Dropped">Events that were passed over now because too many waited.</param>
/// <param name="Refused">Spans that the address did not want.</param>
public sealed record ExportReport(string Origin, long Spans, bool Metrics, long Behind, long Dropped, long Refused);

/// <summary>Where the export goes and how far it has come.</summary>
/// <param name="Enabled">False when no address is configured: then nothing is exported.</param>
/// <param name="Traces">Address that gets the traces.</param>
/// <param name="Metrics">Address that gets the metrics.</param>
/// <param name="Headers">Names of the headers that are sent along; their values are not told.</param>
/// <param name="Obstacle">Why nothing may be sent, as seen from here; null when nothing is in the way.</param>
/// <param name="Since">When the export began; null before that.</param>
/// <param name="LastAt">When the address last took something.</param>
/// <param name="Behind">Events that wait.</param>
/// <param name="Spans">Taken in all.</param>
/// <param name="Dropped">Events passed over in all.</param>
/// <param name="Failures">Tries in a row that failed.</param>
/// <param name="NextAt">The watcher tries no sooner.</param>
public sealed record TelemetryStatus(
    bool Enabled, string? Origin, string? Traces, string? Metrics, IReadOnlyList<string> Headers, string? Obstacle, DateTimeOffset? Since, DateTimeOffset? LastAt, long Behind,
    long Spans, long Dropped, long Refused, int Failures, string? LastError, DateTimeOffset? NextAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(TelemetryStatus))]
public sealed partial class TelemetryJson : JsonSerializerContext;
