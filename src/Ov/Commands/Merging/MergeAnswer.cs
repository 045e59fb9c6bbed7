using System.Text.Json.Serialization;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Commands.Merging;

/// <summary>What became of one branch.</summary>
/// <param name="Entry">Null when the branch was refused before it was queued.</param>
/// <param name="ErrorMessage">Null when it landed.</param>
/// <param name="PublishedTo">The remote that has it too; null when it was not pushed.</param>
internal sealed record MergeAnswer(
    string BranchName, bool Landed, MergeItem? Entry, string? Tier, IReadOnlyList<string> ConflictFiles, string? ErrorMessage, string? Code, string? Hint,
    IReadOnlyList<string> Warnings, string? PublishedTo)
{
    public static MergeAnswer Of(Sql sql, BranchOutcome outcome) => new(
        outcome.Branch, outcome.Landed, outcome.Entry is { } entry ? MergeItem.Of(sql, entry) : null, outcome.Entry?.Tier,
        outcome.Entry is { State: MergeState.Conflicted } conflicted ? conflicted.Conflicts : [], outcome.Problem?.Message, outcome.Problem?.Code.Name,
        outcome.Problem?.Hint, outcome.Warnings, outcome.PublishedTo);
}

/// <summary>Several branches, or a whole queue.</summary>
internal sealed record MergeAllAnswer(IReadOnlyList<MergeAnswer> Results)
{
    public int Count => Results.Count;

    public int SuccessCount => Results.Count(r => r.Landed);

    public int FailCount => Results.Count(r => r.ErrorMessage is not null);

    /// <summary>How often the gates ran for all of them; what a tree was known to pass is not run again.</summary>
    public int GateRuns => Results.GroupBy(r => r.Entry?.Target).Sum(group => group.Max(r => r.Entry?.Train?.GateRuns ?? 0));
}

internal sealed record MergeForecastAnswer(bool DryRun, IReadOnlyList<ForecastItem> Results)
{
    public int Count => Results.Count;
}

internal sealed record ForecastItem(string BranchName, string Target, string Tip, Prediction Prediction);

internal sealed record Prediction(string PredictedTier, IReadOnlyList<string> ConflictFiles, bool WouldRequireAgent, string Reason)
{
    public static Prediction Of(LandingForecast forecast) => new(forecast.PredictedTier, forecast.ConflictFiles, forecast.WouldRequireAgent, forecast.Reason);
}

/// <summary>A landing that was or would be taken back.</summary>
/// <param name="Found">Where the landing was in the target: another commit has it where the target was rewritten.</param>
/// <param name="Backup">The ref that keeps the target as it was; null in a dry run.</param>
internal sealed record UndoAnswer(bool DryRun, MergeItem Entry, UndoHow How, string Target, string From, string? To, string? Backup, string? Checkout, IReadOnlyList<string> Others, LandedTrace Found)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(MergeAnswer))]
[JsonSerializable(typeof(MergeAllAnswer))]
[JsonSerializable(typeof(MergeForecastAnswer))]
[JsonSerializable(typeof(MergeQueueReport))]
[JsonSerializable(typeof(UndoAnswer))]
[JsonSerializable(typeof(RadarAnswer))]
[JsonSerializable(typeof(BackupsAnswer))]
internal sealed partial class MergeJson : JsonSerializerContext;
