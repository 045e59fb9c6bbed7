using System.Text.Json.Serialization;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Json;

namespace Ov.Commands;

/// <summary>The results in argument order, and for one task Overstory's flat fields beside them.</summary>
internal sealed record SlingAnswer(IReadOnlyList<SlingResult> Results)
{
    /// <summary>True when nothing was started: the results tell what would be.</summary>
    public bool? DryRun { get; init; }

    public string? AgentName { get; init; }

    public string? Capability { get; init; }

    public string? TaskId { get; init; }

    public string? Branch { get; init; }

    public string? Worktree { get; init; }

    public string? TmuxSession { get; init; }

    public int? Pid { get; init; }

    /// <summary>With <c>--wait</c>: the tasks as they were when the wait ended.</summary>
    public IReadOnlyList<WaitSubject>? Waited { get; init; }

    /// <summary>9 when one of several was refused; the refusal of an only one is thrown.</summary>
    [JsonIgnore]
    public int Exit { get; init; }

    /// <summary>A task that ended badly makes the whole call one that did not work.</summary>
    public SlingAnswer With(IReadOnlyList<WaitSubject> waited) =>
        this with { Waited = waited, Exit = Exit == 0 && waited.Any(task => !task.Good) ? ErrorCode.Failed.Exit : Exit };

    public static SlingAnswer Of(IReadOnlyList<SlingResult> results)
    {
        var exit = results.All(result => result.Success) ? 0 : ErrorCode.Partly.Exit;
        return results is [{ Success: true } one]
            ? new SlingAnswer(results)
            {
                AgentName = one.AgentName, Capability = one.Capability, TaskId = one.TaskId, Branch = one.Branch, Worktree = one.Worktree, TmuxSession = one.TmuxSession, Pid = one.Pid, Exit = exit,
            }
            : new SlingAnswer(results) { Exit = exit };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(SlingAnswer))]
internal sealed partial class SlingJson : JsonSerializerContext;
