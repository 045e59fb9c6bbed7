using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Groups;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Watching;

/// <summary>What the ledger says, read in one snapshot.</summary>
/// <param name="Current">The run meant, when there is exactly one.</param>
/// <param name="LandedTips">Tips of the shown branches that have landed.</param>
/// <param name="Questions">To the operator, the newest few.</param>
/// <param name="Gates">That wait for an answer.</param>
/// <param name="Escalations">To the operator, unanswered: those that want an answer.</param>
/// <param name="Owed">The operator's own mail that nobody has answered in time.</param>
/// <param name="Orphans">Leads that a coordinator started on a task of no group.</param>
/// <param name="UrgentMail">To the operator, the oldest few, questions too.</param>
/// <param name="OperatorMail">How much waits for the operator, all kinds.</param>
/// <param name="Stuck">Tasks that are blocked or failed.</param>
/// <param name="Reported">Tasks that their owner reported done.</param>
internal sealed record StatusFacts(
    RunRecord? Current, IReadOnlyList<RunRecord> Runs, IReadOnlyList<AgentRecord> Agents, int EndedHidden, IReadOnlyDictionary<string, string> NameOf,
    IReadOnlyDictionary<string, TaskRecord> TaskOf, IReadOnlyList<WorktreeRecord> Worktrees, TaskCounts Tasks, IReadOnlyList<TaskRecord> Stuck,
    IReadOnlyList<TaskRecord> Reported, IReadOnlyList<StatusGroup> Groups, IReadOnlyList<MergeEntry> Merges, IReadOnlySet<string> LandedTips,
    IReadOnlyList<Message> Questions, IReadOnlyList<GateRecord> Gates, IReadOnlyList<Message> Escalations, IReadOnlyList<Message> Owed, IReadOnlyList<AgentRecord> Orphans, IReadOnlyList<Message> UrgentMail, long OperatorMail, long UnreadMail, long AgentMailWaiting)
{
    /// <summary>Of one run, where all are asked for: no view reads a whole history.</summary>
    private const int MostEnded = 100;

    public static StatusFacts Gather(OvApp app, Sql sql, bool all, string reader)
    {
        var runs = Shown(app, sql, all);
        var agents = runs.SelectMany(run => all ? AgentStore.OfRun(sql, run.Id, MostEnded) : StatusStore.RelevantAgents(sql, run.Id)).ToList();
        var hidden = (int)runs.Sum(run => AgentStore.CountOfRun(sql, run.Id)) - agents.Count;
        var runIds = runs.Select(run => run.Id).ToHashSet();
        var worktrees = WorktreeStore.Present(sql).Where(tree => all || tree.RunId is null || runIds.Contains(tree.RunId)).ToList();
        var questions = StatusStore.OpenQuestions(sql);
        var escalations = MailStore.OpenEscalations(sql, Caller.OperatorName).Where(mail => Escalation.SeverityOf(mail.Payload) != Severity.Warning).ToList();
        return new StatusFacts(
            runs.Count == 1 ? runs[0] : null, runs, agents, hidden, Names(sql, agents, worktrees), Held(sql, agents), worktrees, Count(sql, runs),
            Of(sql, runs, TaskState.Blocked, TaskState.Failed), Of(sql, runs, TaskState.Completed),
            [.. (all ? GroupStore.All(sql) : GroupStore.Active(sql)).Where(group => all || group.RunId is null || runIds.Contains(group.RunId)).Select(group => Progress(sql, group))],
            [.. MergeStore.AllOpen(sql).Where(merge => merge.RunId is null || runIds.Contains(merge.RunId))],
            agents.Where(agent => agent.Branch is not null).SelectMany(agent => MergeStore.OfBranch(sql, agent.Branch!))
                .Where(merge => merge.State == MergeState.Landed).Select(merge => merge.Tip).ToHashSet(),
            questions, [.. GateStore.Pending(sql).Where(gate => runIds.Contains(gate.RunId))], escalations, MailStore.OwedToOperator(sql, app.Ledger.Now - app.Config.MailOverdue, 5), [.. agents.Where(agent => IsOrphan(sql, agent))],
            StatusStore.UrgentMail(sql, questions.Count + escalations.Count + 3), MailStore.CountQueued(sql, Caller.OperatorName), MailStore.CountQueued(sql, reader), StatusStore.AgentMailWaiting(sql));
    }

    /// <summary>The named run, else the caller's, else the active ones, else the newest.</summary>
    private static List<RunRecord> Shown(OvApp app, Sql sql, bool all)
    {
        if (app.Options.Run is { } asked)
        {
            return [RunResolver.Named(sql, asked)];
        }

        if (all)
        {
            return RunStore.All(sql);
        }

        if (app.Environment.Variable("OVERSTORY_AGENT_NAME") is { } name && AgentStore.Live(sql, name) is { } agent)
        {
            return [RunStore.ById(sql, agent.RunId)!];
        }

        var active = RunStore.Active(sql);
        return active.Count > 0 ? active : RunStore.Newest(sql) is { } newest ? [newest] : [];
    }

    private static Dictionary<string, string> Names(Sql sql, List<AgentRecord> agents, List<WorktreeRecord> worktrees)
    {
        var names = agents.ToDictionary(agent => agent.Id, agent => agent.Name);
        foreach (var id in agents.Select(agent => agent.ParentId).Concat(worktrees.Select(tree => tree.AgentId)).OfType<string>().Where(id => !names.ContainsKey(id)).Distinct().ToList())
        {
            names[id] = AgentStore.ById(sql, id)?.Name ?? id;
        }

        return names;
    }

    private static bool IsOrphan(Sql sql, AgentRecord agent) =>
        agent is { IsLive: true, Role: "lead", ParentId: { } parent, TaskId: { } task } && AgentStore.ById(sql, parent) is { Role: "coordinator" } && GroupStore.With(sql, task, GroupState.Active).Count == 0;

    private static Dictionary<string, TaskRecord> Held(Sql sql, List<AgentRecord> agents) =>
        agents.Select(agent => agent.TaskId).OfType<string>().Distinct().Select(id => TaskStore.ById(sql, id)).OfType<TaskRecord>().ToDictionary(task => task.Id);

    private static List<TaskRecord> Of(Sql sql, List<RunRecord> runs, params TaskState[] states) =>
        [.. runs.SelectMany(run => states.SelectMany(state => StatusStore.TasksIn(sql, run.Id, state)))];

    private static TaskCounts Count(Sql sql, List<RunRecord> runs)
    {
        var counts = runs.SelectMany(run => StatusStore.TasksByState(sql, run.Id)).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        long Number(TaskState state) => counts.GetValueOrDefault(state.Word());
        return new TaskCounts(
            Number(TaskState.Pending), Number(TaskState.InProgress), Number(TaskState.Blocked), Number(TaskState.Completed), Number(TaskState.Closed),
            Number(TaskState.Failed), Number(TaskState.Canceled));
    }

    private static StatusGroup Progress(Sql sql, GroupRecord group)
    {
        var progress = GroupProgress.Of(GroupStore.Members(sql, group.Id));
        return new StatusGroup(group.Id, group.Name, progress.Total, progress.Completed);
    }
}
