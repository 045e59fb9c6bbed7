using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>Changes what tasks wait for; the graph of one run never has a cycle.</summary>
public static class TaskNeeds
{
    /// <summary>A task of the same run: across runs there is no common target on which the needed work could be found.</summary>
    /// <exception cref="OvException">not-found, usage.</exception>
    public static TaskRecord Require(Sql sql, RunRecord run, string text)
    {
        var task = TaskResolver.Require(sql, run, text);
        return task.RunId == run.Id
            ? task
            : throw new OvException(ErrorCode.Usage, $"Task {task.Id} belongs to another run than {run.Name}, and tasks are tied together inside one run only.");
    }

    /// <summary>Makes the task wait for exactly these.</summary>
    /// <exception cref="OvException">cycle, naming its path.</exception>
    public static void Set(Tx tx, TaskRecord task, IReadOnlyList<TaskRecord> needs)
    {
        var edges = TaskStore.Edges(tx.Sql, task.RunId).Where(edge => edge.Task != task.Id).ToList();
        if (DependencyCycle.Through(edges, task.Id, [.. needs.Select(needed => needed.Id)]) is { } path)
        {
            var numbers = path.Select(id => TaskStore.ById(tx.Sql, id)!.Number).ToList();
            throw new OvException(
                ErrorCode.Cycle, $"That would make task {task.Number} wait for itself: {string.Join(" needs ", numbers)}.", "Take one of these needs out first.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["path"] = path },
            };
        }

        Replace(tx, task, needs);
    }

    /// <summary>Makes the task wait for one more; only what that one waits for is walked.</summary>
    /// <exception cref="OvException">cycle, naming its path.</exception>
    public static void Add(Tx tx, TaskRecord task, TaskRecord needed)
    {
        if (TaskStore.WaitsFor(tx.Sql, needed.Id, task.Id))
        {
            Set(tx, task, [.. TaskStore.Needs(tx.Sql, task.Id), needed]);
        }

        TaskStore.AddNeed(tx, task.Id, needed.Id);
    }

    /// <summary>As <see cref="Set"/>, where the caller looks for cycles once for many.</summary>
    internal static void Replace(Tx tx, TaskRecord task, IReadOnlyList<TaskRecord> needs)
    {
        foreach (var old in TaskStore.Needs(tx.Sql, task.Id).Where(old => needs.All(needed => needed.Id != old.Id)))
        {
            TaskStore.RemoveNeed(tx, task.Id, old.Id);
        }

        foreach (var needed in needs)
        {
            TaskStore.AddNeed(tx, task.Id, needed.Id);
        }
    }
}
