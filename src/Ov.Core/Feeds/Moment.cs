using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Feeds;

/// <summary>How agents and tasks stood at a moment, told from the events up to it.</summary>
/// <param name="At">The time asked for, or that of the event.</param>
/// <param name="Seq">The last event that counts.</param>
/// <param name="Agents">Those that lived then.</param>
/// <param name="Tasks">Those that existed then, of the runs that were active or of the one named.</param>
/// <param name="More">True when there were more tasks than are shown.</param>
public sealed record Moment(DateTimeOffset At, long Seq, IReadOnlyList<MomentAgent> Agents, IReadOnlyList<MomentTask> Tasks, bool More);

/// <param name="Since">When it came into that state.</param>
/// <param name="Reason">What was said about it then.</param>
public sealed record MomentAgent(string AgentName, string AgentId, string Capability, AgentState State, DateTimeOffset Since, string? Reason, int? TaskNumber);

/// <param name="Owner">The agent that its last change was about.</param>
public sealed record MomentTask(int TaskNumber, string TaskId, string Title, TaskState State, DateTimeOffset Since, string? Owner);

/// <summary>One event as it is played back, and how many agents and tasks were in which state after it.</summary>
public sealed record ReplayStep(FeedEvent Event, IReadOnlyDictionary<string, int> Agents, IReadOnlyDictionary<string, int> Tasks);
