using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Groups;

/// <summary>Puts tasks into a group and takes them out, all of them or none.</summary>
public static class GroupMembers
{
    /// <summary>An unfinished task opens a completed group again.</summary>
    /// <exception cref="OvException">usage when one is a member already, fenced.</exception>
    public static GroupRecord Add(Tx tx, Caller caller, GroupRecord group, IReadOnlyList<TaskRecord> tasks)
    {
        CallerFence.Require(tx.Sql, caller);
        RequireOnce(tasks);
        foreach (var task in tasks)
        {
            if (!GroupStore.AddMember(tx, group.Id, task.Id))
            {
                throw new OvException(ErrorCode.Usage, $"Task {task.Number} ({task.Id}) is in the group {group.Name} already; nothing was added.");
            }
        }

        Record(tx, caller, group, "group.added", tasks);
        if (group.State == GroupState.Completed && GroupStore.CountOpen(tx.Sql, group.Id) > 0)
        {
            GroupCloser.Reopen(tx, group, caller.Actor);
        }

        return GroupStore.ById(tx.Sql, group.Id)!;
    }

    /// <summary>Taking out the last unfinished task completes the group.</summary>
    /// <exception cref="OvException">usage when one is no member, or none would be left; fenced.</exception>
    public static GroupRecord Remove(Tx tx, Caller caller, GroupRecord group, IReadOnlyList<TaskRecord> tasks)
    {
        CallerFence.Require(tx.Sql, caller);
        RequireOnce(tasks);
        foreach (var task in tasks)
        {
            if (!GroupStore.RemoveMember(tx, group.Id, task.Id))
            {
                throw new OvException(ErrorCode.Usage, $"Task {task.Number} ({task.Id}) is not in the group {group.Name}; nothing was removed.", $"See 'ov group status {group.Name}'.");
            }
        }

        if (GroupStore.Members(tx.Sql, group.Id).Count == 0)
        {
            throw new OvException(ErrorCode.Usage, $"That would leave the group {group.Name} without a task; nothing was removed.", "A group keeps at least one.");
        }

        Record(tx, caller, group, "group.removed", tasks);
        if (group.State == GroupState.Active)
        {
            GroupCloser.CloseIfFinished(tx, group, caller.Actor);
        }

        return GroupStore.ById(tx.Sql, group.Id)!;
    }

    internal static void RequireOnce(IReadOnlyList<TaskRecord> tasks)
    {
        if (tasks.GroupBy(task => task.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new OvException(ErrorCode.Usage, $"Task {twice.First().Number} ({twice.Key}) was named twice.");
        }
    }

    private static void Record(Tx tx, Caller caller, GroupRecord group, string type, IReadOnlyList<TaskRecord> tasks) => tx.Record(new EventDraft(type)
    {
        RunId = group.RunId, Actor = caller.Actor, Subject = group.Id, Text = $"{group.Name}: {string.Join(", ", tasks.Select(task => task.Number))}",
    });
}
