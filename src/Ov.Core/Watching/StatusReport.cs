using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Json;
using Ov.Core.Merging;
using Ov.Core.Runs;

namespace Ov.Core.Watching;

/// <summary>Everything <c>ov status</c> shows; Overstory's field names where they fit.</summary>
/// <param name="CurrentRunId">Null when there is no run, or several and none is named.</param>
/// <param name="NeedsYou">What a person should look at first, most urgent first.</param>
/// <param name="UnreadMailCount">Waiting mail of <paramref name="UnreadMailScope"/>.</param>
/// <param name="MergeQueueCount">Entries that still want to land.</param>
/// <param name="BuildSlots">What gates and tests of all projects of this user run, and which wait.</param>
/// <param name="PendingGateCount">Gates of the shown runs that wait for an answer.</param>
public sealed record StatusReport(
    string Project, string? CurrentRunId, IReadOnlyList<StatusRun> Runs, IReadOnlyList<StatusNeed> NeedsYou, IReadOnlyList<StatusAgent> Agents,
    int EndedAgentsHidden, IReadOnlyList<StatusWorktree> Worktrees, IReadOnlyList<string> TmuxSessions, TaskCounts Tasks, IReadOnlyList<StatusGroup> Groups,
    IReadOnlyList<StatusMerge> MergeQueue, long MergeQueueCount, long UnreadMailCount, string UnreadMailScope, long AgentMailWaiting, bool WatcherRuns, int PendingGateCount, SlotUse BuildSlots);

public sealed record StatusRun(string Id, string Name, string Target, RunState State, string Stage, string Objective);

/// <param name="Kind">escalation, question, gate, mail, overdue, merge, agent, orphaned-agents, task, landing, trust or config.</param>
/// <param name="Command">What to type, or null.</param>
public sealed record StatusNeed(string Kind, string Subject, string Text, string? Command);

/// <summary>Overstory's session fields, then the evidence behind the state.</summary>
/// <param name="Pid">Of its host.</param>
/// <param name="UnlandedCommits">Commits of its branch that the run's target lacks; null when git could not tell.</param>
public sealed record StatusAgent(
    string Id, string AgentName, string Capability, SeenState State, string Reason, IReadOnlyList<string> Evidence, DateTimeOffset Since,
    Confidence Confidence, int Incarnation, string? WorktreePath, string? BranchName, string? TaskId, int? TaskNumber, string? TaskTitle,
    string TmuxSession, int? Pid, string? ParentAgent, int Depth, string RunId, string Runtime, IReadOnlyList<string> FileScope,
    DateTimeOffset StartedAt, DateTimeOffset LastActivity, int? UnlandedCommits);

public sealed record StatusWorktree(string Path, string? Head, string Branch, string? AgentName, string State);

public sealed record StatusGroup(string Id, string Name, int Total, int Completed);

public sealed record StatusMerge(string Id, string Branch, string Target, MergeState State, string? Reason);

/// <summary>How many tasks of the shown runs are in each state.</summary>
public sealed record TaskCounts(long Pending, long InProgress, long Blocked, long Completed, long Closed, long Failed, long Canceled)
{
    [JsonIgnore]
    public long Total => Pending + InProgress + Blocked + Completed + Closed + Failed + Canceled;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(StatusReport))]
public sealed partial class StatusJson : JsonSerializerContext;
