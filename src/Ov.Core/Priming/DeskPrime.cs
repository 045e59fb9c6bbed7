using System.Text;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Scopes;
using Ov.Core.Tasks;
using Ov.Core.Text;
using Ov.Core.Watching;

namespace Ov.Core.Priming;

/// <summary>The context of the person's own session: the project, what runs, who works, what needs somebody.</summary>
internal static class DeskPrime
{
    private const int AgentsShown = 12;

    public static string Text(OvApp app, Sql sql, bool compact)
    {
        var facts = StatusFacts.Gather(app, sql, all: false, Caller.OperatorName);
        var text = new StringBuilder();
        text.Append("# Project ").Append(app.Project.Name).Append("\n\nov keeps a team of agents on this repository; you are at its desk. ")
            .Append("Tasks: ov task list. Start agents: ov sling \"what to do\". Everything at a glance: ov status.\n");
        Runs(text, facts);
        Agents(text, facts, compact);
        Needs(text, facts);
        return text.ToString();
    }

    private static void Runs(StringBuilder text, StatusFacts facts)
    {
        text.Append("\n## Runs\n\n");
        foreach (var run in facts.Runs)
        {
            text.Append("- ").Append(run.Name).Append(", which lands on ").Append(run.Target).Append(": ").Append(run.State.Word())
                .Append(run.Objective.Length == 0 ? "" : $"; {VisibleText.OneLine(run.Objective)}").Append('\n');
        }

        var tasks = facts.Tasks;
        text.Append(facts.Runs.Count == 0
            ? "- none yet; the first task starts one\n"
            : $"- Tasks: {tasks.Pending} pending, {tasks.InProgress} in progress, {tasks.Completed} completed, {tasks.Closed} closed{Bad(tasks)}\n");
    }

    private static string Bad(TaskCounts tasks) => tasks.Blocked + tasks.Failed == 0 ? "" : $", {tasks.Blocked} blocked, {tasks.Failed} failed";

    private static void Agents(StringBuilder text, StatusFacts facts, bool compact)
    {
        var agents = facts.Agents.Where(agent => agent.IsLive || !compact).ToList();
        text.Append("\n## Agents\n\n");
        foreach (var agent in agents.Take(AgentsShown))
        {
            var task = agent.TaskId is { } id ? facts.TaskOf.GetValueOrDefault(id) : null;
            text.Append("- ").Append(agent.Name).Append(" (").Append(agent.Role).Append("): ").Append(agent.State.Word())
                .Append(task is null ? "" : $", task {task.Number} {VisibleText.OneLine(task.Title)}").Append('\n');
        }

        text.Append(agents.Count == 0 ? "- none\n" : agents.Count > AgentsShown ? $"- and {agents.Count - AgentsShown} more\n" : "");
    }

    private static void Needs(StringBuilder text, StatusFacts facts)
    {
        var needs = new List<string>();
        needs.AddRange(facts.Questions.Select(question =>
            $"{question.Sender} asks: {VisibleText.OneLine(question.Subject)} ({ScopeRequest.HowToAnswer(question)})"));
        needs.AddRange(facts.Merges.Where(merge => merge.State is MergeState.Conflicted or MergeState.Rejected).Select(merge =>
            $"{merge.Branch} is {merge.State.Word()} for {merge.Target} (ov merge --status)"));
        needs.AddRange(facts.Stuck.Select(task => $"task {task.Number} {VisibleText.OneLine(task.Title)} is {task.State.Word()} (ov task show {task.Id})"));
        if (facts.UnreadMail > 0)
        {
            needs.Add($"{facts.UnreadMail} unread mail for you (ov mail check)");
        }

        text.Append("\n## What needs you\n\n");
        foreach (var need in needs.DefaultIfEmpty("nothing"))
        {
            text.Append("- ").Append(need).Append('\n');
        }
    }
}
