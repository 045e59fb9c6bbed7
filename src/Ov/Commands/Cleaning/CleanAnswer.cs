using System.Text.Json.Serialization;
using Ov.Commands.Worktrees;
using Ov.Core;
using Ov.Core.Cleaning;

namespace Ov.Commands.Cleaning;

/// <summary>What a clean-up removed, or would in a dry run, thing by thing.</summary>
internal sealed record CleanAnswer(bool DryRun, IReadOnlyList<WorktreeResult> Worktrees, IReadOnlyList<CleanedRef> Refs, IReadOnlyList<CleanedFolder> Folders)
{
    /// <summary>What was to go and could not.</summary>
    [JsonIgnore]
    public int Failed { get; private init; }

    [JsonIgnore]
    public int Exit => Failed == 0 ? 0 : Worktrees.Any(w => w.Removed) || Refs.Any(r => r.Removed) || Folders.Any(f => f.Removed) ? ErrorCode.Partly.Exit : ErrorCode.Failed.Exit;

    public static CleanAnswer Of(bool dryRun, CleanPlan plan) => new(dryRun, [.. plan.Worktrees.Select(WorktreeResult.Of)], plan.Refs, plan.Folders)
    {
        Failed = plan.Worktrees.Count(worktree => worktree.Failed) + plan.Folders.Count(folder => folder.ErrorMessage is not null),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CleanAnswer))]
internal sealed partial class CleanJson : JsonSerializerContext;
