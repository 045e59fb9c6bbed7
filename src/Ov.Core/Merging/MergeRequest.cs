using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>A branch that may be queued: <see cref="MergeAdmission"/> made it after asking git and the table of authority.</summary>
/// <param name="Run">Null for a branch outside any run, which only the operator may name.</param>
/// <param name="Tip">Already pinned under <c>refs/overstory/queue/</c>.</param>
/// <param name="Task">The task whose work it carries.</param>
/// <param name="Agent">Who worked on it last.</param>
/// <param name="Strategy">What its landing adds to the target.</param>
public sealed record MergeRequest(
    RunRecord? Run, string Target, string Branch, string Tip, TaskRecord? Task, AgentRecord? Agent, IReadOnlyList<string> Files, string RequestedBy,
    MergeStrategy Strategy = MergeStrategy.Merge)
{
    /// <summary>This very commit landed before, and the target was rewritten since without it.</summary>
    public bool WasLost { get; init; }

    /// <summary>Refuses another commit than the one that somebody looked at.</summary>
    /// <param name="expected">At least seven of its letters; null: any.</param>
    /// <exception cref="OvException">version-changed.</exception>
    public MergeRequest RequireTip(string? expected) =>
        expected is null || (expected.Length >= 7 && Tip.StartsWith(expected, StringComparison.OrdinalIgnoreCase)) ? this : throw new OvException(
            ErrorCode.VersionChanged, $"{Branch} would land {Tip[..12]}, not {expected}.", $"Look at it as it is now: ov review show {Branch}");
}
