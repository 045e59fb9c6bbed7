using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Groups;

/// <summary>Tasks finished together.</summary>
/// <param name="RunId">The run it was made in.</param>
/// <param name="CompletedAt">Set exactly while it is completed.</param>
public sealed record GroupRecord(
    string Id, string Name, string? RunId, GroupState State, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt);

[JsonConverter(typeof(SnakeEnum<GroupState>))]
public enum GroupState
{
    Active,
    Completed,
}
