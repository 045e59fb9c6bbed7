using System.Text.Json.Serialization;

namespace Ov.Core.Merging;

/// <summary>How one gate judged one tree.</summary>
/// <param name="Cached">True when this very tree had passed this very command before.</param>
/// <param name="ExitCode">Null when it was ended at its time limit.</param>
/// <param name="Log">The file that holds its whole output; null when the verdict was cached.</param>
/// <param name="Flaky">It failed on this very tree, and passed when it was asked again.</param>
/// <param name="FailsWithout">It failed, and fails on the target by itself too.</param>
public sealed record GateOutcome(string Name, bool Passed, bool Cached, int? ExitCode, long DurationMs, string? Log, bool Flaky = false, bool FailsWithout = false)
{
    /// <summary>It was ended at its time limit.</summary>
    internal bool HasHung => !Passed && ExitCode is null;

    /// <summary>How it ended, for people.</summary>
    internal string Ending => ExitCode is { } code ? $"exit status {code}" : "ended at its time limit";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GateOutcome[]))]
internal sealed partial class GateOutcomeJson : JsonSerializerContext;
