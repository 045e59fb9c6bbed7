using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Scopes;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Watching;

/// <summary>What a person should look at first: what blocks somebody, then what went wrong, then what waits to be finished.</summary>
internal static class StatusNeeds
{
    /// <summary>The name of a failure that only shows here: a lead whose batch nobody follows.</summary>
    public const string OrphanedAgents = "orphaned-agents";

    public static IReadOnlyList<StatusNeed> For(StatusFacts facts, IReadOnlyList<StatusAgent> agents, IReadOnlyList<CommandSpec> untrusted, OvConfig config, DateTimeOffset now) =>
    [
        .. Escalations(facts), .. Questions(facts, now - config.MailOverdue), .. Gates(facts), .. Mails(facts), .. Owed(facts, now), .. Merges(facts), .. Agents(facts, agents), .. Orphans(facts), .. Stuck(facts, agents), .. Landings(facts, config), .. Trust(untrusted),
        .. config.Problems.Where(problem => problem.IsError).Select(problem => new StatusNeed("config", problem.Key, problem.ToString(), "ov doctor")),
    ];

    /// <summary>What holds work comes first.</summary>
    private static IEnumerable<StatusNeed> Escalations(StatusFacts facts) => facts.Escalations.OrderBy(mail => !AreaHold.IsHold(mail)).Select(mail => new StatusNeed(
        "escalation", mail.Id, $"{mail.Sender} escalates: {mail.Subject}{(AreaHold.IsHold(mail) ? $"; {AreaHold.Of(mail).Words} is held until you answer" : "")}", $"ov mail answer {mail.Id} --body \"…\""));

    private static IEnumerable<StatusNeed> Questions(StatusFacts facts, DateTimeOffset overdueBefore) => facts.Questions.Select(question =>
        new StatusNeed("question", question.Id, $"{question.Sender} asks: {question.Subject}{(question.CreatedAt < overdueBefore ? " (overdue)" : "")}", ScopeRequest.HowToAnswer(question)));

    private static IEnumerable<StatusNeed> Gates(StatusFacts facts) => facts.Gates.Select(gate =>
        new StatusNeed("gate", gate.Id, $"{gate.OpenedBy} waits at a {gate.Kind.Word()} gate: {gate.Question}", $"ov gate show {gate.Id}"));

    private static IEnumerable<StatusNeed> Owed(StatusFacts facts, DateTimeOffset now) => facts.Owed.Select(mail =>
        new StatusNeed("overdue", mail.Id, $"{mail.Recipient} has not answered your mail \"{mail.Subject}\" of {Age.Of(now - mail.CreatedAt)} ago", $"ov nudge {mail.Recipient}"));

    /// <summary>Urgent mail by its subject, the rest as a number.</summary>
    private static IEnumerable<StatusNeed> Mails(StatusFacts facts)
    {
        var told = facts.Questions.Concat(facts.Escalations).DistinctBy(mail => mail.Id).ToList();
        var urgent = facts.UrgentMail.Where(mail => told.TrueForAll(other => other.Id != mail.Id)).Take(3).ToList();
        foreach (var mail in urgent)
        {
            yield return new StatusNeed("mail", mail.Id, $"{mail.Sender}: {mail.Subject}", $"ov mail read {mail.Id}");
        }

        var rest = facts.OperatorMail - told.Count(mail => mail.State == MailState.Queued) - urgent.Count;
        if (rest > 0)
        {
            yield return new StatusNeed("mail", Caller.OperatorName, $"{rest} {(urgent.Count > 0 ? "more " : "")}unread {(rest == 1 ? "mail" : "mails")} for you", "ov mail check");
        }
    }

    private static IEnumerable<StatusNeed> Merges(StatusFacts facts) => facts.Merges.Where(merge => merge.State is MergeState.Conflicted or MergeState.Rejected)
        .Select(merge => new StatusNeed("merge", merge.Id, $"{merge.Branch} was {(merge.State == MergeState.Rejected ? "rejected by a gate" : "found in conflict")} for {merge.Target}", "ov merge --status"));

    /// <summary>Agents that died or are stuck, unless somebody has taken their task up since.</summary>
    private static IEnumerable<StatusNeed> Agents(StatusFacts facts, IReadOnlyList<StatusAgent> agents)
    {
        foreach (var agent in agents)
        {
            if (agent.State is SeenState.Stalled or SeenState.Unknown)
            {
                yield return new StatusNeed("agent", agent.AgentName, $"{agent.AgentName} is {agent.State.Word()}: {agent.Reason}", $"ov nudge {agent.AgentName}");
            }
            else if (agent.State == SeenState.Prompt)
            {
                yield return new StatusNeed("agent", agent.AgentName, $"{agent.AgentName}: {agent.Reason}", $"ov attach {agent.AgentName}");
            }
            else if (agent.State is SeenState.Zombie or SeenState.Failed && IsAbandoned(facts, agent))
            {
                yield return new StatusNeed("agent", agent.AgentName, $"{agent.AgentName} {(agent.State == SeenState.Failed ? "failed" : "died")}: {agent.Reason}",
                    agent.TaskId is null ? null : $"ov sling {agent.TaskId} --restart");
            }
        }
    }

    private static IEnumerable<StatusNeed> Orphans(StatusFacts facts) => facts.Orphans.Select(agent => new StatusNeed(
        OrphanedAgents, agent.Name, $"{agent.Name} works on a task of no group, so nobody is told when its batch is finished", $"ov group create <name> {agent.TaskId}"));

    private static bool IsAbandoned(StatusFacts facts, StatusAgent agent) =>
        agent.TaskId is null || !facts.TaskOf.TryGetValue(agent.TaskId, out var task) || task.State == TaskState.Pending
        || (task.State is TaskState.InProgress or TaskState.Failed && (task.OwnerId is null || task.OwnerId == agent.Id));

    private static IEnumerable<StatusNeed> Stuck(StatusFacts facts, IReadOnlyList<StatusAgent> agents) => facts.Stuck
        .Where(task => !agents.Any(agent => agent.TaskId == task.Id && agent.State is SeenState.Zombie or SeenState.Failed))
        .Select(task => new StatusNeed("task", task.Id, $"#{task.Number} {task.Title} is {task.State.Word()}{(task.Reason is null ? "" : $": {task.Reason}")}", $"ov task reopen {task.Id}"));

    /// <summary>Work that is done and lands only when a person says so.</summary>
    private static IEnumerable<StatusNeed> Landings(StatusFacts facts, OvConfig config)
    {
        var queued = facts.Merges.Where(merge => merge is { State: MergeState.Queued, IsOffered: false }).ToList();
        if (queued.Count > 0 && config.Setting(ConfigKeys.MergePolicy).Found == MergePolicy.Manual)
        {
            yield return new StatusNeed("landing", queued[0].Target, $"{queued.Count} {(queued.Count == 1 ? "branch waits" : "branches wait")} to land on {string.Join(", ", queued.Select(merge => merge.Target).Distinct())}", "ov merge --all");
        }

        var open = facts.Merges.Select(merge => merge.TaskId).ToHashSet();
        foreach (var task in facts.Reported.Where(task => task.ParentId is null && !open.Contains(task.Id)))
        {
            yield return task.NoMerge || task.Branch is null
                ? new StatusNeed("landing", task.Id, $"#{task.Number} {task.Title} is reported done without changes", $"ov task close {task.Id}")
                : new StatusNeed("landing", task.Id, $"#{task.Number} {task.Title} is reported done and not in the queue", $"ov merge --branch {task.Branch}");
        }
    }

    private static IEnumerable<StatusNeed> Trust(IReadOnlyList<CommandSpec> untrusted) => untrusted.Select(command =>
        new StatusNeed("trust", command.Name, $"not approved to run on this machine: {command.ShownText}", "repeat the command that needs it with --trust"));
}
