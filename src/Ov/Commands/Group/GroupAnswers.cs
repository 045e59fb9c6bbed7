using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Groups;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Commands.Groups;

/// <summary>Overstory's group object.</summary>
/// <param name="MemberIssueIds">Ids of its tasks.</param>
internal sealed record GroupItem(
    string Id, string Name, IReadOnlyList<string> MemberIssueIds, GroupState Status, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt)
{
    public static GroupItem Of(Sql sql, GroupRecord group) => new(
        group.Id, group.Name, [.. GroupStore.Members(sql, group.Id).Select(task => task.Id)], group.State, group.CreatedAt, group.CompletedAt);
}

/// <summary>How far one group is, with Overstory's counts.</summary>
/// <param name="Tasks">Its members, as one line each.</param>
internal sealed record GroupStatusItem(
    GroupItem Group, int Total, int Completed, int InProgress, int Blocked, int Open, int Canceled, IReadOnlyList<GroupMember> Tasks)
{
    public static GroupStatusItem Of(Sql sql, GroupRecord group)
    {
        var members = GroupStore.Members(sql, group.Id);
        var progress = GroupProgress.Of(members);
        return new GroupStatusItem(
            GroupItem.Of(sql, group), progress.Total, progress.Completed, progress.InProgress, progress.Blocked, progress.Open, progress.Canceled,
            [.. members.Select(task => new GroupMember(
                task.Id, task.Number, task.State, task.OwnerId is { } ownerId ? AgentStore.ById(sql, ownerId)?.Name : null, task.Title))]);
    }
}

internal sealed record GroupMember(string TaskId, int Number, TaskState State, string? Owner, string Title);

internal sealed record GroupStatusAnswer(IReadOnlyList<GroupStatusItem> Groups);

internal sealed record GroupListAnswer(IReadOnlyList<GroupItem> Groups);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(GroupItem))]
[JsonSerializable(typeof(GroupStatusItem))]
[JsonSerializable(typeof(GroupStatusAnswer))]
[JsonSerializable(typeof(GroupListAnswer))]
internal sealed partial class GroupJson : JsonSerializerContext;
