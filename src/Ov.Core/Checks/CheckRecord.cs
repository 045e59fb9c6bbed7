using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Checks;

/// <summary>A verdict on a task's work, with what it rests on.</summary>
/// <param name="Reasons">Why it did not pass; empty when it did.</param>
/// <param name="Tree">The files that were judged, committed or not.</param>
/// <param name="By">Who ran it, or whose verdict it is.</param>
public sealed record CheckRecord(string Id, string TaskId, CheckRound Round, bool Passed, IReadOnlyList<string> Reasons, CheckReport Report, string Tree, string By, DateTimeOffset At);

/// <summary>What was looked at.</summary>
[JsonConverter(typeof(SnakeEnum<CheckRound>))]
public enum CheckRound
{
    /// <summary>The configured commands, in the task's worktree.</summary>
    Verify,
    Review,
    Criteria,
}

/// <summary>The evidence of a verdict.</summary>
/// <param name="Steps">The commands that ran.</param>
/// <param name="Issues">What a reviewer found.</param>
/// <param name="Criteria">The task's criteria, as they were seen.</param>
public sealed record CheckReport(IReadOnlyList<CheckStep> Steps, IReadOnlyList<CheckIssue> Issues, IReadOnlyList<CheckCriterion> Criteria, string Summary);

/// <summary>One configured command that ran.</summary>
/// <param name="ExitCode">Null when it was ended at its time limit.</param>
/// <param name="Log">The file that holds its whole output.</param>
public sealed record CheckStep(string Name, CheckKind Kind, bool Passed, int? ExitCode, long DurationMs, IReadOnlyList<string> Reasons, CheckResults Results, string Log);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckReport))]
internal sealed partial class CheckReportJson : JsonSerializerContext;
