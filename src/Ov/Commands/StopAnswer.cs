using System.Text.Json.Serialization;
using Ov.Core;
using Ov.Core.Agents;

namespace Ov.Commands;

/// <summary>The results in argument order, and for one agent Overstory's flat fields beside them.</summary>
internal sealed record StopAnswer(IReadOnlyList<StopResult> Results)
{
    public bool? Stopped { get; init; }

    public string? AgentName { get; init; }

    public string? AgentId { get; init; }

    public string? Capability { get; init; }

    public bool? TmuxKilled { get; init; }

    public bool? PidKilled { get; init; }

    public bool? WorktreeRemoved { get; init; }

    public bool? BranchDeleted { get; init; }

    public static StopAnswer Of(IReadOnlyList<StopResult> results) => results is [{ AgentName: not null } one]
        ? new StopAnswer(results)
        {
            Stopped = one.Stopped, AgentName = one.AgentName, AgentId = one.AgentId, Capability = one.Capability, TmuxKilled = false,
            PidKilled = one.ProcessesEnded > 0, WorktreeRemoved = one.WorktreeRemoved, BranchDeleted = one.BranchDeleted,
        }
        : new StopAnswer(results);

    public static int ExitOf(IReadOnlyList<StopResult> results) => results.All(result => result.Success) ? 0 : ErrorCode.Partly.Exit;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StopAnswer))]
internal sealed partial class StopJson : JsonSerializerContext;
