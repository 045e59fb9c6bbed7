using System.Text.Json.Serialization;
using Ov.Core.Checks;
using Ov.Core.Gates;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Reviewing;

namespace Ov.Commands.Gates;

/// <summary>Gates, and what else waits for a word of the operator.</summary>
/// <param name="Questions">Questions and escalations by mail; only among what is pending.</param>
internal sealed record GateListAnswer(IReadOnlyList<GateItem> Gates, IReadOnlyList<ReviewItem> Questions)
{
    public int Count => Gates.Count + Questions.Count;
}

/// <summary>One gate.</summary>
internal sealed record GateShowAnswer(GateItem Gate);

/// <summary>A verdict on a task's work.</summary>
/// <param name="Round">verify, review or criteria.</param>
/// <param name="Reasons">Why it does not pass; empty when it does.</param>
/// <param name="Fixes">How often the work was mended and still failed.</param>
/// <param name="Most">How often it may be.</param>
/// <param name="Breaker">The gate that opened because that is spent.</param>
/// <param name="GaveUp">The agent that asked failed its own checks too often: its attempt has ended as failed.</param>
internal sealed record GateCheckAnswer(
    string CheckId, string TaskId, int TaskNumber, CheckRound Round, bool Passed, IReadOnlyList<string> Reasons, IReadOnlyList<CheckStep> Steps, IReadOnlyList<CheckIssue> Issues,
    IReadOnlyList<CheckCriterion> Criteria, string Summary, string Tree, int Fixes, int Most, GateItem? Breaker, bool GaveUp)
{
    public static GateCheckAnswer Of(Sql sql, CheckOutcome outcome) => new(
        outcome.Check.Id, outcome.Task.Id, outcome.Task.Number, outcome.Check.Round, outcome.Check.Passed, outcome.Check.Reasons, outcome.Check.Report.Steps, outcome.Check.Report.Issues,
        outcome.Check.Report.Criteria, outcome.Check.Report.Summary, outcome.Check.Tree, outcome.Fixes, outcome.Most, outcome.Breaker is { } gate ? GateItem.Of(sql, gate) : null, outcome.GaveUp);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(GateListAnswer))]
[JsonSerializable(typeof(GateShowAnswer))]
[JsonSerializable(typeof(GateCheckAnswer))]
internal sealed partial class GateJson : JsonSerializerContext;
