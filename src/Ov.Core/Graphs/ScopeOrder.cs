using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Graphs;

/// <summary>Tasks that can meet in a file while neither waits for the other, and putting them one after the other (S1-12, S1-60, S1-61).</summary>
public static class ScopeOrder
{
    private const int MostNamed = 20;

    /// <summary>Among the open tasks of those who write.</summary>
    public static IReadOnlyList<ScopeMeeting> Unordered(TaskGraph graph) => Unordered(graph, graph.Tasks.Where(IsOpen));

    internal static IReadOnlyList<ScopeMeeting> Unordered(TaskGraph graph, IEnumerable<TaskRecord> tasks)
    {
        var meetings = ScopeMeetings.Among(tasks);
        if (meetings.Count == 0)
        {
            return [];
        }

        var order = Order(graph, meetings);
        return [.. meetings.Where(meeting => !order.AreOrdered(meeting.One, meeting.Other))];
    }

    private static TaskOrder Order(TaskGraph graph, IReadOnlyList<ScopeMeeting> meetings) => new(graph, meetings.SelectMany(meeting => (TaskRecord[])[meeting.One, meeting.Other]));

    /// <summary>A line for each pair.</summary>
    internal static string Words(Sql sql, string runId)
    {
        var found = Unordered(TaskGraph.Of(sql, runId));
        var lines = found.Take(MostNamed).Select(meeting => Text($"task {meeting.Other.Number} claims {meeting.OtherGlob}, which meets {meeting.OneGlob} of task {meeting.One.Number}"));
        return string.Join('\n', found.Count > MostNamed ? lines.Append(Text($"and {found.Count - MostNamed} more")) : lines);
    }

    /// <summary>
    /// Lets the later of each pair need the earlier. Neighbours by number come first: what they bring into an order needs no tie of its own.
    /// </summary>
    /// <param name="taskId">Only the pairs of this task; null for all of the run.</param>
    internal static void Serialize(Tx tx, string runId, string? taskId, Caller caller)
    {
        foreach (var (task, holder) in Missing(TaskGraph.Of(tx.Sql, runId), taskId))
        {
            Behind(tx, task, holder, caller);
        }
    }

    /// <summary>What has to wait for what, so that each pair that meets has an order.</summary>
    internal static List<(TaskRecord Task, TaskRecord Holder)> Missing(TaskGraph graph, string? taskId)
    {
        var meetings = ScopeMeetings.Among(graph.Tasks.Where(IsOpen)).Where(pair => taskId is null || pair.One.Id == taskId || pair.Other.Id == taskId).ToList();
        var order = Order(graph, meetings);
        var ties = new List<(TaskRecord, TaskRecord)>();
        foreach (var meeting in meetings.OrderBy(pair => pair.Other.Number - pair.One.Number))
        {
            var (first, then) = meeting.Other.State == TaskState.Pending ? (meeting.One, meeting.Other) : (meeting.Other, meeting.One);
            if (then.State == TaskState.Pending && !order.AreOrdered(first, then))
            {
                ties.Add((then, first));
                order.Add(then, first);
            }
        }

        return ties;
    }

    /// <summary>Tasks of one run wait each for another, unless the two have an order already.</summary>
    /// <returns>The tasks that wait now, by id.</returns>
    internal static HashSet<string> Put(Tx tx, string runId, IReadOnlyList<(TaskRecord Task, TaskRecord Holder)> pairs, Caller caller)
    {
        var (graph, put) = (TaskGraph.Of(tx.Sql, runId), new HashSet<string>());
        var pending = graph.Tasks.Where(task => task.State == TaskState.Pending).Select(task => task.Id).ToHashSet();
        var order = new TaskOrder(graph, pairs.SelectMany(pair => (TaskRecord[])[pair.Task, pair.Holder]));
        foreach (var (task, holder) in pairs.Where(pair => pending.Contains(pair.Task.Id) && !order.AreOrdered(pair.Task, pair.Holder)))
        {
            Behind(tx, task, holder, caller);
            order.Add(task, holder);
            put.Add(task.Id);
        }

        return put;
    }

    private static void Behind(Tx tx, TaskRecord task, TaskRecord holder, Caller caller)
    {
        TaskStore.AddNeed(tx, task.Id, holder.Id);
        tx.Record(new EventDraft("task.serialized") { RunId = task.RunId, Actor = caller.Actor, TaskId = task.Id, Text = Text($"task {task.Number} waits for task {holder.Number}, whose files overlap") });
    }

    private static bool IsOpen(TaskRecord task) =>
        task.State is TaskState.Pending or TaskState.Blocked or TaskState.InProgress or TaskState.Failed && Roles.BuiltInStance(task.Role) == Stance.Writes;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
