using System.Text;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Notes;
using Ov.Core.Runtimes;
using Ov.Core.Tasks;

namespace Ov.Core.Priming;

/// <summary>An agent's context: its assignment as it was told at the start, then how things stand now.</summary>
internal static class AgentPrime
{
    public static string Text(Sql sql, AgentRecord agent, bool compact, string lessons)
    {
        var facts = OverlayFacts.Of(sql, agent);
        var task = facts.Task;
        var text = new StringBuilder(Overlay.Render(facts with
        {
            Task = compact && task is not null ? task with { Body = "", Criteria = [] } : task,
            Briefing = facts.Briefing with { SpecFile = (task is null ? null : Spec(sql, task)) ?? facts.Briefing.SpecFile, Siblings = Siblings(sql, agent) },
            Lessons = lessons,
        }));
        text.Append("\n## Now\n\n");
        text.Append("- You are ").Append(agent.State.Word()).Append(task is null ? "" : $"; task {task.Number} is {task.State.Word()}").Append('\n');
        if (task is not null)
        {
            Needs(text, sql, task);
            Children(text, sql, task);
            Landing(text, sql, task);
        }

        if (NoteStore.Select(sql, new NoteFilter(null, agent.RunId, null, null, null, null, 1)).Count > 0)
        {
            text.Append("- The run has notes: ov note list\n");
        }

        var unread = MailStore.CountQueued(sql, agent.Name);
        text.Append(unread == 0 ? "- No mail waits for you\n" : $"- {unread} unread: ov mail check\n");
        return text.ToString();
    }

    private static string? Spec(Sql sql, TaskRecord task) =>
        NoteStore.Newest(sql, NoteKind.Spec, task.Id) is { } spec ? $"ov spec show {task.Id} (version {spec.Version})" : null;

    private static List<string> Siblings(Sql sql, AgentRecord agent) => agent.ParentId is not { } parent ? [] :
        [.. AgentStore.LiveChildren(sql, parent).Where(sibling => sibling.Id != agent.Id).Select(sibling => sibling.Name)];

    private static void Needs(StringBuilder text, Sql sql, TaskRecord task)
    {
        foreach (var need in TaskStore.Needs(sql, task.Id))
        {
            text.Append("- It needs task ").Append(need.Number).Append(" (").Append(need.Title).Append("): ").Append(need.State.Word()).Append('\n');
        }
    }

    private static void Children(StringBuilder text, Sql sql, TaskRecord task)
    {
        foreach (var child in TaskStore.Children(sql, task.Id))
        {
            var owner = child.OwnerId is { } id ? AgentStore.ById(sql, id) : null;
            text.Append("- Your task ").Append(child.Number).Append(" (").Append(child.Title).Append("): ").Append(child.State.Word())
                .Append(owner is null ? "" : $", {owner.Name} is {owner.State.Word()}").Append('\n');
        }
    }

    private static void Landing(StringBuilder text, Sql sql, TaskRecord task)
    {
        foreach (var merge in MergeStore.OfTask(sql, task.Id).Where(merge => merge.State is not MergeState.Withdrawn))
        {
            text.Append("- Landing of ").Append(merge.Branch).Append(": ").Append(merge.State.Word())
                .Append(merge.Conflicts.Count == 0 || merge.State != MergeState.Conflicted ? "" : $" in {string.Join(", ", merge.Conflicts)}").Append('\n');
        }
    }
}
