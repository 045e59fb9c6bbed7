using System.Text.Json.Serialization;
using Ov.Core.Config;
using Ov.Core.Json;

namespace Ov.Core.Runs;

/// <summary>One objective bound to one target branch, never to HEAD.</summary>
/// <param name="Target">Short branch name, such as <c>main</c> or <c>ov/run-1</c>.</param>
/// <param name="Strategy">How branches land: <c>merge</c>, <c>squash</c> or <c>rebase</c>.</param>
/// <param name="Home">The branch that the target was cut from, and that it goes back to; null when the target was there before the run.</param>
public sealed record RunRecord(
    string Id, string Name, string Target, RunState State, string Stage, string Objective, string Strategy,
    string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? EndReason, string? Home = null)
{
    /// <summary>Null: what <c>merge.policy</c> says.</summary>
    public RunMode? Mode { get; init; }

    /// <summary>Null: what <c>merge.publish</c> says at each landing.</summary>
    public PublishMode? Publish { get; init; }

    /// <summary>The template that it was started with; null for none.</summary>
    public string? Template { get; init; }

    /// <summary>What that template said then, with what was set since; null for none.</summary>
    public string? Policy { get; init; }

    /// <summary>Whether the tick starts its tasks.</summary>
    public bool Loop { get; init; }

    /// <summary>Its goals are reached; what lies beside them may be proposed (S0-49).</summary>
    public bool CoreComplete { get; init; }
}

/// <summary>States of a run (contract, "State transitions").</summary>
[JsonConverter(typeof(SnakeEnum<RunState>))]
public enum RunState
{
    Active,
    Completed,
    Failed,
    Aborted,
}
