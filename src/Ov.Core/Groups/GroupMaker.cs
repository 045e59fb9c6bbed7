using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Groups;

/// <summary>Makes a group of tasks that are finished together.</summary>
public static class GroupMaker
{
    private const int LongestName = 100;

    /// <param name="tasks">At least one; a group of finished tasks is completed at once.</param>
    /// <exception cref="OvException">usage, name-taken, fenced.</exception>
    public static GroupRecord Make(Tx tx, Caller caller, string name, IReadOnlyList<TaskRecord> tasks)
    {
        CallerFence.Require(tx.Sql, caller);
        var trimmed = RequireName(name);
        GroupMembers.RequireOnce(tasks);
        if (GroupStore.ByName(tx.Sql, trimmed) is { } existing)
        {
            throw new OvException(ErrorCode.NameTaken, $"There is a group {trimmed} already ({existing.Id}, {existing.State.Word()}).", $"Add to it: ov group add {trimmed} <task>…");
        }

        var group = new GroupRecord(tx.NewId("group"), trimmed, tasks[0].RunId, GroupState.Active, caller.Actor, tx.Now, null);
        GroupStore.Insert(tx, group);
        foreach (var task in tasks)
        {
            GroupStore.AddMember(tx, group.Id, task.Id);
        }

        tx.Record(new EventDraft("group.created") { RunId = group.RunId, Actor = caller.Actor, Subject = group.Id, Text = trimmed });
        GroupCloser.CloseIfFinished(tx, group, caller.Actor);
        return GroupStore.ById(tx.Sql, group.Id)!;
    }

    private static string RequireName(string name)
    {
        var trimmed = name.Trim();
        return trimmed.Length is 0 or > LongestName || trimmed.Any(char.IsControl)
            ? throw new OvException(ErrorCode.Usage, $"A group's name is one line of 1 to {LongestName} characters.")
            : trimmed;
    }
}
