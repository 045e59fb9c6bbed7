using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>A task as every face shows it.</summary>
/// <param name="Needs">Ids of what it depends on.</param>
/// <param name="WaitsFor">Ids of those needs that are not done yet.</param>
/// <param name="Ready">It can be started now.</param>
/// <param name="Owner">Name of the agent that holds it or finished it.</param>
/// <param name="Files">What its owner reported as changed.</param>
/// <param name="Metadata">Facts kept with it, by key; risk, impact, breadth and level have fixed words.</param>
public sealed record TaskItem(
    string Id, int Number, string RunId, string Title, string Body, TaskState State, TaskPriority Priority, string Role, string? ParentId,
    IReadOnlyList<string> Needs, IReadOnlyList<string> WaitsFor, bool Ready, IReadOnlyList<string> Scope, IReadOnlyList<string> Criteria,
    string? Owner, string? OwnerId, int Attempts, string? Branch, bool NoMerge, string? Summary, string? Reason, IReadOnlyList<string> Files,
    string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? CompletedAt, DateTimeOffset? ClosedAt,
    IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>One task; of many, <see cref="TaskItemReader"/> reads what they share only once.</summary>
    public static TaskItem Of(Sql sql, TaskRecord task) => Of(
        task, task.OwnerId is { } ownerId ? AgentStore.ById(sql, ownerId)?.Name : null, TaskStore.Needs(sql, task.Id), TaskReadiness.For(sql, task), TaskStore.Files(sql, task.Id));

    internal static TaskItem Of(TaskRecord task, string? owner, IEnumerable<TaskRecord> needs, TaskReadiness readiness, IReadOnlyList<string> files) => new(
        task.Id, task.Number, task.RunId, task.Title, task.Body, task.State, task.Priority, task.Role, task.ParentId,
        [.. needs.Select(needed => needed.Id)], [.. readiness.WaitsFor.Select(needed => needed.Id)], readiness.IsReady,
        task.Scope, task.Criteria, owner, task.OwnerId, task.Attempts,
        task.Branch, task.NoMerge, task.Summary, task.Reason, files, task.CreatedBy, task.CreatedAt, task.UpdatedAt,
        task.CompletedAt, task.ClosedAt, task.Metadata.ToDictionary(entry => entry[..entry.IndexOf('=', StringComparison.Ordinal)], entry => entry[(entry.IndexOf('=', StringComparison.Ordinal) + 1)..]));
}
