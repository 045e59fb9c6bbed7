using Ov.Cli;
using Ov.Core.Ledger;

namespace Ov.Commands.Groups;

/// <summary>Groups for people.</summary>
internal static class GroupView
{
    public static void Changed(GroupItem group, TextView view) =>
        view.Ok($"Group {group.Name} ({group.Id}): {group.Status.Word()}, {group.MemberIssueIds.Count} task{(group.MemberIssueIds.Count == 1 ? "" : "s")}");

    public static void One(GroupStatusItem status, TextView view)
    {
        view.Line($"{status.Group.Name} ({status.Group.Id}): {status.Group.Status.Word()}, {Counts(status)}");
        view.Table(["#", "state", "owner", "title"], status.Tasks.Select(task => (IReadOnlyList<string>)
            [$"{task.Number}", task.State.Word().Replace('_', ' '), task.Owner ?? "-", task.Title]), "owner");
    }

    public static void All(GroupStatusAnswer answer, TextView view)
    {
        if (answer.Groups.Count == 0)
        {
            view.Line("No active groups.");
            view.Hint("Completed ones: ov group list. A new one: ov group create <name> <task>…");
            return;
        }

        view.Table(["group", "tasks"], answer.Groups.Select(status => (IReadOnlyList<string>)[status.Group.Name, Counts(status)]));
    }

    public static void List(GroupListAnswer answer, TextView view)
    {
        if (answer.Groups.Count == 0)
        {
            view.Line("No groups yet.");
            view.Hint("Make one: ov group create <name> <task>…");
            return;
        }

        view.Table(
            ["group", "state", "tasks", "id"],
            answer.Groups.Select(group => (IReadOnlyList<string>)[group.Name, group.Status.Word(), $"{group.MemberIssueIds.Count}", group.Id]));
    }

    private static string Counts(GroupStatusItem status)
    {
        (int Count, string Word)[] parts =
            [(status.InProgress, "in progress"), (status.Blocked, "blocked"), (status.Open, "open"), (status.Canceled, "canceled")];
        return string.Join(", ", [$"{status.Completed} of {status.Total} closed", .. parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Word}")]);
    }
}
