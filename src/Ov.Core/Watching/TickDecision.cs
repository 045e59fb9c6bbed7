using System.Text.Json.Serialization;

namespace Ov.Core.Watching;

/// <summary>One thing that a tick did, would do, or left alone, and why.</summary>
/// <param name="Step">intent, agent, claim, mail, lease, gate, phase, file, tracker, run, task, merge, notify, checkout or tick.</param>
/// <param name="Subject">Name or id of the thing.</param>
/// <param name="Action">What became of it, as a verb, for example <c>repaired</c>.</param>
/// <param name="Done">False when nothing was changed: a dry run, or something that was left alone on purpose.</param>
public sealed record TickDecision(string Step, string Subject, string Action, string Reason, bool Done)
{
    /// <summary>Why it was left, as one word of <see cref="Dispatching.DispatchReason"/> or of the error codes; null where the reason has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }
}
