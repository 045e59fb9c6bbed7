using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Tasks;

/// <summary>How one agent ended its work on a task, whichever way it said so, or was ended (S3-40, S3-41).</summary>
/// <param name="Summary">What was done, or why it failed.</param>
/// <param name="TestsRun">What it says it ran.</param>
/// <param name="Caveats">What whoever takes it on has to know; null for nothing.</param>
public sealed record TaskAttempt(
    string Agent, AttemptStatus Status, string Summary, IReadOnlyList<string> FilesModified, IReadOnlyList<string> TestsRun, string? Caveats, DateTimeOffset At)
{
    /// <summary>What changed and what was found, by file and lines.</summary>
    [JsonIgnore]
    public ReportPlaces Places { get; init; } = ReportPlaces.None;

    public IReadOnlyList<ReportPlace> Changes => Places.Changes;

    public IReadOnlyList<ReportPlace> Findings => Places.Findings;
}

[JsonConverter(typeof(SnakeEnum<AttemptStatus>))]
public enum AttemptStatus
{
    Completed,
    Failed,

    /// <summary>It was ended for something that is not its doing.</summary>
    Canceled,

    /// <summary>Its window was full, and it goes on in a new conversation.</summary>
    Continue,

    /// <summary>It was not worth going on with: all of it is kept, and the next one begins anew.</summary>
    Scratch,
}
