using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Tasks;

/// <summary>A unit of work, numbered append-only inside its run.</summary>
/// <param name="Scope">File globs that its owner may touch; empty means no restriction.</param>
/// <param name="OwnerId">The incarnation that holds it, while one does.</param>
/// <param name="Branch">The branch that carries its work, once an agent was given one.</param>
/// <param name="NoMerge">Done without a commit (<c>--no-changes</c>): nothing will land.</param>
/// <param name="Summary">What the owner reported.</param>
/// <param name="Reason">Why it is blocked, failed, canceled or reopened.</param>
public sealed record TaskRecord(
    string Id, string RunId, int Number, string Title, string Body, TaskState State, TaskPriority Priority, string Role, string? ParentId,
    IReadOnlyList<string> Scope, IReadOnlyList<string> Criteria, string? OwnerId, int Attempts, string? Branch, bool NoMerge, string? Summary,
    string? Reason, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? CompletedAt, DateTimeOffset? ClosedAt)
{
    /// <inheritdoc cref="TaskMetadata"/>
    public IReadOnlyList<string> Metadata { get; init; } = [];
}

/// <summary>States of a task (contract, "State transitions"). <c>completed</c> is the agent's word, <c>closed</c> the merge's.</summary>
[JsonConverter(typeof(SnakeEnum<TaskState>))]
public enum TaskState
{
    Pending,
    InProgress,
    Blocked,
    Completed,
    Closed,
    Failed,
    Canceled,
}

[JsonConverter(typeof(SnakeEnum<TaskPriority>))]
public enum TaskPriority
{
    High,
    Medium,
    Low,
}
