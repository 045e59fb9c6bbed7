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
        if (ScopeMeetings.Among(tasks) is not { Count: > 0 } meetings)
        {
            return [];
        }

        var order = new TaskOrder(graph);
        return [.. meetings.Where(meeting => !order.AreOrdered(meeting.One, meeting.Other))];
    }

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
        var (tasks, edges) = (TaskStore.OfRun(tx.Sql, runId), TaskStore.Edges(tx.Sql, runId));
        var graph = new TaskGraph(tasks, edges);
        foreach (var meeting in Unordered(graph).Where(pair => taskId is null || pair.One.Id == taskId || pair.Other.Id == taskId).OrderBy(pair => pair.Other.Number - pair.One.Number))
        {
            var (first, then) = meeting.Other.State == TaskState.Pending ? (meeting.One, meeting.Other) : (meeting.Other, meeting.One);
            if (then.State == TaskState.Pending && !graph.AreOrdered(first, then))
            {
                Behind(tx, then, first, caller);
                edges.Add((then.Id, first.Id));
                graph = new TaskGraph(tasks, edges);
            }
        }
    }

    /// <summary>One task waits for another of its run, unless they have an order already.</summary>
    internal static bool Put(Tx tx, TaskRecord task, TaskRecord holder, Caller caller)
    {
        var graph = TaskGraph.Of(tx.Sql, task.RunId);
        if (TaskStore.ById(tx.Sql, task.Id) is not { State: TaskState.Pending } || graph.AreOrdered(task, holder))
        {
            return false;
        }

        Behind(tx, task, holder, caller);
        return true;
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
