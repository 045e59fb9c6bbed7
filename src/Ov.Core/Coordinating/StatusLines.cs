using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Coordinating;

/// <summary>The four lines in which one who coordinates answers a question about status, from rows.</summary>
public static class StatusLines
{
    private const int Most = 5;

    public static IReadOnlyList<string> Of(Sql sql, string runId)
    {
        var tasks = TaskStore.OfRun(sql, runId);
        var leads = AgentStore.AllLive(sql, runId).Where(agent => agent.Role == "lead").ToList();
        var counted = tasks.Where(task => task.State != TaskState.Canceled).ToList();
        return
        [
            $"Active leads: {List(leads.Select(lead => tasks.Find(task => task.Id == lead.TaskId) is { } task ? $"{lead.Name} (#{Number(task.Number)} {task.Title})" : lead.Name))}",
            $"Completed: {Number(counted.Count(task => task.State == TaskState.Closed))} of {Number(counted.Count)} tasks",
            $"Blockers: {List(Blockers(sql, runId, tasks))}",
            $"Next actions: {List(Next(sql, runId, tasks, leads.Count))}",
        ];
    }

    private static IEnumerable<string> Blockers(Sql sql, string runId, List<TaskRecord> tasks) =>
    [
        .. AreaHold.All(sql).Where(hold => hold.Escalation.RunId == runId).Select(hold => $"{hold.Words} held by {hold.Escalation.Id}"),
        .. tasks.Where(task => task.State is TaskState.Blocked or TaskState.Failed).Select(task => $"#{Number(task.Number)} {task.State.Word()}{(task.Reason is null ? "" : $" ({task.Reason})")}"),
        .. MergeStore.AllOpen(sql, runId).Where(merge => merge.State is MergeState.Conflicted or MergeState.Rejected).Select(merge => $"{merge.Branch} {merge.State.Word()}"),
    ];

    private static List<string> Next(Sql sql, string runId, List<TaskRecord> tasks, int leads)
    {
        var (queued, ready) = (MergeStore.AllOpen(sql, runId).Count(merge => merge.State == MergeState.Queued), HeldTasks.Ready(sql, RunStore.ById(sql, runId)!).Count);
        var steps = new List<string>();
        void Add(int count, string step)
        {
            if (count > 0)
            {
                steps.Add(step);
            }
        }

        Add(queued, $"land {Number(queued)} queued");
        Add(ready, $"dispatch {Number(ready)} ready");
        Add(leads, "wait for the leads");
        return steps;
    }

    private static string List(IEnumerable<string> parts)
    {
        var all = parts.Select(VisibleText.OneLine).ToList();
        return all.Count == 0 ? "none" : string.Join("; ", all.Take(Most)) + (all.Count > Most ? $"; {Number(all.Count - Most)} more" : "");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
