using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Ledger;

namespace Ov.Core.Telemetry;

/// <summary>How far the export has come, kept in the ledger: whoever exports next goes on from here.</summary>
/// <param name="Cursor">The last event that was told, or passed over.</param>
/// <param name="UsageCursor">The last row of token usage that was counted.</param>
/// <param name="Since">When counting began.</param>
/// <param name="Series">What was counted since.</param>
internal sealed record TelemetryState(long Cursor, long UsageCursor, DateTimeOffset Since, IReadOnlyList<MetricSeries> Series)
{
    private const string Key = "telemetry";
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>In a row.</summary>
    public int Failures { get; init; }

    /// <summary>The tick does not try before.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public string? LastError { get; init; }

    /// <summary>When the address last took something.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Spans that the address took.</summary>
    public long Spans { get; init; }

    /// <summary>Events passed over because too many waited.</summary>
    public long Dropped { get; init; }

    /// <summary>Spans that the address did not want.</summary>
    public long Refused { get; init; }

    /// <summary>Something was counted that the address has not heard yet.</summary>
    public bool OwesMetrics { get; init; }

    /// <summary>Null before the first export.</summary>
    public static TelemetryState? Read(Sql sql) => Meta.Get(sql, Key) is { } text ? JsonSerializer.Deserialize(text, TelemetryStateJson.Default.TelemetryState) : null;

    /// <summary>Begins with the runs that are active, so that their traces are whole: what was before is history, which nobody expects to be sent by itself.</summary>
    public static TelemetryState Begin(Sql sql, DateTimeOffset now) =>
        new((TelemetryStore.FirstOfActiveRuns(sql) - 1) ?? EventStore.LastSequence(sql), (TelemetryStore.FirstUsageOfActiveRuns(sql) - 1) ?? TelemetryStore.LastUsage(sql), now, []);

    public void Write(Tx tx) => Meta.Set(tx, Key, JsonSerializer.Serialize(this, TelemetryStateJson.Default.TelemetryState));

    /// <summary>Each failure in a row doubles the pause, up to five minutes.</summary>
    public TelemetryState Failed(DateTimeOffset now, string error)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(Failures, 10));
        return this with { Failures = Failures + 1, NextAt = now + (pause < LongestPause ? pause : LongestPause), LastError = error };
    }

    public TelemetryState Taken(DateTimeOffset now) => this with { Failures = 0, NextAt = null, LastError = null, LastAt = now };

    /// <summary>Of more events than may wait the oldest are passed over.</summary>
    /// <param name="last">The newest event there is.</param>
    /// <param name="most">So many may wait.</param>
    public TelemetryState Within(long last, int most) => last - Cursor <= most ? this : this with { Cursor = last - most, Dropped = Dropped + (last - most - Cursor) };

    /// <summary>Whether the tick starts an export now. A clock that went back does not hold it up.</summary>
    public bool IsDue(long last, DateTimeOffset now, TimeSpan interval) =>
        (last > Cursor || OwesMetrics) && (NextAt is { } next ? now >= next || next - now > LongestPause : LastAt is not { } before || now - before >= interval || now < before);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TelemetryState))]
internal sealed partial class TelemetryStateJson : JsonSerializerContext;
