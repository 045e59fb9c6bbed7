namespace Ov.Core.Watching;

/// <summary>One thing that a tick did, would do, or left alone, and why.</summary>
/// <param name="Step">intent, agent, claim, mail, lease, gate, file, task or merge.</param>
/// <param name="Subject">Name or id of the thing.</param>
/// <param name="Action">What became of it, as a verb, for example <c>repaired</c>.</param>
/// <param name="Done">False when nothing was changed: a dry run, or something that was left alone on purpose.</param>
public sealed record TickDecision(string Step, string Subject, string Action, string Reason, bool Done);
