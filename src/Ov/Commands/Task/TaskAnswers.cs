using System.Text.Json.Serialization;
using Ov.Core;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Planning;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary>What a change of a task answers.</summary>
/// <param name="TaskId">Overstory's field.</param>
internal sealed record TaskAnswer(string TaskId, TaskItem Task)
{
    public static TaskAnswer Of(OvApp app, TaskRecord task) => app.Ledger.Read(sql => new TaskAnswer(task.Id, TaskItem.Of(sql, TaskStore.ById(sql, task.Id)!)));
}

/// <param name="Commit">Its unfinished work; null when nothing was uncommitted.</param>
/// <param name="Uncommitted">Why some of it stays uncommitted in its worktree; null when nothing does.</param>
/// <param name="Blocker">The new task that it waits for; null for none.</param>
/// <param name="AgentEnded">The agent owes nothing more and ends.</param>
internal sealed record TaskBlockAnswer(string TaskId, TaskItem Task, string? Commit, string? Uncommitted, TaskItem? Blocker, bool AgentEnded)
{
    public static TaskBlockAnswer Of(OvApp app, BlockedTask blocked) => app.Ledger.Read(sql => new TaskBlockAnswer(
        blocked.Task.Id, TaskItem.Of(sql, TaskStore.ById(sql, blocked.Task.Id) ?? blocked.Task), blocked.Kept.Commit, blocked.Kept.Left,
        blocked.Blocker is { } blocker ? TaskItem.Of(sql, blocker) : null, blocked.AgentEnded));
}

/// <param name="From">Who held it before; null for nobody.</param>
/// <param name="To">Who holds it now.</param>
/// <param name="WorkSoFar">The branch with the work of the one before; null where there is none to take over.</param>
internal sealed record TaskReassignAnswer(string TaskId, TaskItem Task, string? From, string To, string? WorkSoFar)
{
    public static TaskReassignAnswer Of(OvApp app, ReassignedTask given) => app.Ledger.Read(sql => new TaskReassignAnswer(
        given.Task.Id, TaskItem.Of(sql, TaskStore.ById(sql, given.Task.Id) ?? given.Task), given.From, given.To, given.WorkSoFar));
}

/// <param name="Role">Of whoever goes on.</param>
/// <param name="Commit">Where its uncommitted work is now; null when there was none.</param>
/// <param name="Uncommitted">Why some of it stays uncommitted; null when none does.</param>
/// <param name="Left">How often it may still be handed over.</param>
internal sealed record TaskHandoffAnswer(string TaskId, TaskItem Task, string Role, string? Commit, string? Uncommitted, int Left)
{
    public static TaskHandoffAnswer Of(OvApp app, HandedOver handed) => app.Ledger.Read(sql => new TaskHandoffAnswer(
        handed.Task.Id, TaskItem.Of(sql, TaskStore.ById(sql, handed.Task.Id) ?? handed.Task), handed.Role, handed.Kept.Commit, handed.Kept.Left, handed.Left));
}

/// <param name="Backups">Refs that keep what was done; the last one has all of it.</param>
/// <param name="AgentEnded">The agent owes nothing more and ends.</param>
internal sealed record TaskScratchAnswer(string TaskId, TaskItem Task, IReadOnlyList<string> Backups, bool AgentEnded)
{
    public static TaskScratchAnswer Of(OvApp app, ScratchedTask scratched) => app.Ledger.Read(sql => new TaskScratchAnswer(
        scratched.Task.Id, TaskItem.Of(sql, TaskStore.ById(sql, scratched.Task.Id) ?? scratched.Task), scratched.Backups, scratched.AgentEnded));
}

/// <param name="Run">Name of the run it went into.</param>
/// <param name="Target">Where the work of that run lands.</param>
internal sealed record TaskAddAnswer(string TaskId, TaskItem Task, string Run, string Target);

/// <param name="Before">The tasks that wait for it now, with all their needs.</param>
/// <param name="Order">Numbers of the tasks tied to it, in an order in which they can be done.</param>
internal sealed record TaskInsertAnswer(string TaskId, TaskItem Task, IReadOnlyList<ChangedNeeds> Before, IReadOnlyList<int> Order, IReadOnlyList<string> Warnings);

/// <param name="Run">Name of the run listed; null for all of them.</param>
/// <param name="Total">All that fit, shown or not.</param>
/// <param name="More">Some of them were left out.</param>
internal sealed record TaskListAnswer(string? Run, IReadOnlyList<TaskItem> Tasks, int Total, bool More)
{
    /// <summary>The numbers behind ids, for people.</summary>
    [JsonIgnore]
    public TaskNumbers Numbers { get; init; } = TaskNumbers.None;

    /// <summary>Shown to people in groups, each with how many there are; the list has their order. Null: not in groups.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<TaskGrouping, int>? Grouped { get; init; }
}

/// <param name="NeededBy">Ids of the tasks that wait for it.</param>
/// <param name="Children">Ids of the tasks that are a part of it.</param>
/// <param name="SpecVersion">0 when no spec was written.</param>
/// <param name="Patches">Ids of the earlier tasks that it mends.</param>
/// <param name="PatchedBy">Ids of the tasks that mend it.</param>
/// <param name="Completions">How each agent that worked on it ended, oldest first.</param>
/// <param name="Issue">The issue of a tracker that it is, such as <c>seeds:shop-9238</c>; null for none.</param>
internal sealed record TaskShowAnswer(
    TaskItem Task, string Run, string Target, IReadOnlyList<string> NeededBy, IReadOnlyList<string> Children, int SpecVersion,
    IReadOnlyList<string> Patches, IReadOnlyList<string> PatchedBy, IReadOnlyList<TaskAttempt> Completions, string? Issue)
{
    /// <inheritdoc cref="TaskListAnswer.Numbers"/>
    [JsonIgnore]
    public TaskNumbers Numbers { get; init; } = TaskNumbers.None;
}

/// <param name="AgentEnded">The agent owes nothing more and ends.</param>
/// <param name="Tip">The reported commit; null when there is no branch.</param>
internal sealed record TaskDoneAnswer(string TaskId, TaskItem Task, bool AgentEnded, string? Branch, string? Tip, int Commits, string MessageId, string ReportedTo);

/// <param name="Run">Null when there is no run.</param>
/// <param name="Decided">The task that was decided on; null where the command only shows.</param>
/// <param name="PatchId">The fix that the verdict made; null for none.</param>
internal sealed record TaskTriageAnswer(string? Run, IReadOnlyList<TriageRow> Tasks, string? Decided, string? PatchId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(TaskAnswer))]
[JsonSerializable(typeof(TaskAddAnswer))]
[JsonSerializable(typeof(TaskBlockAnswer))]
[JsonSerializable(typeof(TaskReassignAnswer))]
[JsonSerializable(typeof(TaskHandoffAnswer))]
[JsonSerializable(typeof(TaskScratchAnswer))]
[JsonSerializable(typeof(TaskInsertAnswer))]
[JsonSerializable(typeof(TaskListAnswer))]
[JsonSerializable(typeof(TaskShowAnswer))]
[JsonSerializable(typeof(WatchedTask))]
[JsonSerializable(typeof(TaskDoneAnswer))]
[JsonSerializable(typeof(TaskTriageAnswer))]
internal sealed partial class TaskJson : JsonSerializerContext;
