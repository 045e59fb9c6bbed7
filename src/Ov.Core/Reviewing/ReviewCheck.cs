using System.Text.Json.Serialization;
using Ov.Core.Config;
using Ov.Core.Json;
using Ov.Core.Merging;

namespace Ov.Core.Reviewing;

/// <summary>What one gate says about the tree that would land.</summary>
/// <param name="Output">The end of it; empty when it has not run.</param>
public sealed record ReviewCheck(string Name, CheckState State, int? ExitCode, string Output, DateTimeOffset? At)
{
    internal static ReviewCheck Of(CommandSpec gate, Verdict? verdict) => verdict is null
        ? new ReviewCheck(gate.Name, CheckState.NotRun, null, "", null)
        : new ReviewCheck(gate.Name, verdict.Passed ? CheckState.Passed : CheckState.Failed, verdict.ExitCode, verdict.Output, verdict.At);
}

/// <summary>Whether a gate has judged a tree, and how.</summary>
[JsonConverter(typeof(SnakeEnum<CheckState>))]
public enum CheckState
{
    NotRun,
    Passed,
    Failed,
}
