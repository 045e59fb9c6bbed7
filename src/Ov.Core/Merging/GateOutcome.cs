using System.Text.Json.Serialization;

namespace Ov.Core.Merging;

/// <summary>How one gate judged one tree.</summary>
/// <param name="Cached">True when this very tree had passed this very command before.</param>
/// <param name="ExitCode">Null when it was ended at its time limit.</param>
/// <param name="Log">The file that holds its whole output; null when the verdict was cached.</param>
public sealed record GateOutcome(string Name, bool Passed, bool Cached, int? ExitCode, long DurationMs, string? Log);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GateOutcome[]))]
internal sealed partial class GateOutcomeJson : JsonSerializerContext;
