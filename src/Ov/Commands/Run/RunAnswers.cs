using System.Text.Json.Serialization;
using Ov.Commands.Merging;
using Ov.Core.Delivering;
using Ov.Core.Forges;
using Ov.Core.Json;
using Ov.Core.Merging;
using Ov.Core.Reporting;
using Ov.Core.Runs;

namespace Ov.Commands.Runs;

/// <param name="Run">Null when there is no active run, as in Overstory.</param>
/// <param name="Message">Said instead of a run.</param>
internal sealed record RunAnswer(RunItem? Run, string? Message = null)
{
    /// <summary>The pull requests it led to: its own branch's first, then its tasks'.</summary>
    public IReadOnlyList<RunRequest> PullRequests { get; init; } = [];
}

internal sealed record RunListAnswer(IReadOnlyList<RunItem> Runs, int Total);

/// <param name="CanceledTasks">Ids of what was not finished.</param>
internal sealed record RunAbortAnswer(RunItem Run, IReadOnlyList<string> CanceledTasks);

/// <summary>What became of a run's branch, or would.</summary>
/// <param name="Into">The branch that it goes to.</param>
/// <param name="Entry">The landing; null otherwise.</param>
/// <param name="Prediction">What a landing would give, in a dry run of one.</param>
/// <param name="PullRequest">Null unless that was the way.</param>
internal sealed record RunDeliverAnswer(
    RunItem Run, string Branch, string Into, MergeItem? Entry = null, Prediction? Prediction = null, PullRequest? PullRequest = null, bool DryRun = false)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The remote that has the landing too.</summary>
    public string? PublishedTo { get; init; }
}

/// <summary>A run's branch that took in what it follows, or would.</summary>
internal sealed record RunFollowAnswer(bool DryRun, string Run, Following Following);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(RunListAnswer))]
[JsonSerializable(typeof(RunCheck))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(AdoptedAction))]
[JsonSerializable(typeof(RunPolicyAnswer))]
[JsonSerializable(typeof(RunCoreAnswer))]
[JsonSerializable(typeof(RunAbortAnswer))]
[JsonSerializable(typeof(RunDeliverAnswer))]
[JsonSerializable(typeof(RunFollowAnswer))]
internal sealed partial class RunJson : JsonSerializerContext;
