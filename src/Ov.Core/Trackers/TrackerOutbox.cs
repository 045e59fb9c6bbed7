using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.TaskFiles;
using Ov.Core.Tasks;

namespace Ov.Core.Trackers;

/// <summary>What of a task its issue is to say.</summary>
internal sealed record OwedChange(TaskRecord Task, IssueChange Change);

/// <summary>Tells a tracker what the ledger knows. Each change is recorded when the tracker has it, and may be made again: what died in between is made up for.</summary>
internal sealed class TrackerOutbox(OvApp app, Caller caller, RunRecord run, string tracker)
{
    /// <summary>Longer texts do not fit on a command line.</summary>
    private const int LongestText = 100_000;

    /// <summary>Issues to be closed because their work has landed, or opened again because it was taken back: of the oldest so many.</summary>
    public static IReadOnlyList<IGrouping<(string Tracker, string RunId), OwedChange>> Owed(Sql sql, int most) =>
    [
        .. TaskSourceStore.Owed(sql).Take(most).Select(source => (source, Task: TaskStore.ById(sql, source.TaskId)!))
            .GroupBy(pair => (pair.source.Tracker!, pair.source.RunId), pair => new OwedChange(pair.Task, Change(pair.Task, pair.source.Key) with { Status = TrackerWords.Status(pair.Task.State) })),
    ];

    /// <summary>New issues for the open tasks that have neither issue nor file.</summary>
    public IReadOnlyList<OwedChange> New(Sql sql)
    {
        var known = TaskFileIntake.Keys(sql, run.Id);
        return
        [
            .. TaskStore.OfRun(sql, run.Id).Where(task => !known.ContainsKey(task.Id) && task.State is not (TaskState.Closed or TaskState.Canceled))
                .Select(task => new OwedChange(task, new IssueChange(null, task.Id, task.Title, task.Body, TrackerWords.Priority(task.Priority), TrackerWords.Status(task.State)))),
        ];
    }

    /// <summary>All that issues do not say yet of their tasks.</summary>
    /// <param name="settled">Keys of those that were dealt with.</param>
    public IReadOnlyList<OwedChange> Changed(Sql sql, IReadOnlyList<TrackerIssue> all, IReadOnlySet<string> settled)
    {
        var issues = all.DistinctBy(issue => issue.Id).ToDictionary(issue => IssueKeys.Of(tracker, issue.Id));
        var sources = TaskSourceStore.OfRun(sql, run.Id).Where(source => source.Tracker == tracker && !settled.Contains(source.Key)).ToList();
        var keys = TaskSourceStore.OfRun(sql, run.Id).Where(source => source.Tracker == tracker).ToDictionary(source => source.TaskId, source => source.Key);
        var changes = new List<OwedChange>();
        foreach (var source in sources)
        {
            var task = TaskStore.ById(sql, source.TaskId)!;
            if (issues.TryGetValue(source.Key, out var issue) && Whole(sql, task, source.Key, issue, keys).Since(issue with { Title = app.Redactor.OfWords(issue.Title), Body = app.Redactor.OfWords(issue.Body) }) is { IsEmpty: false } change)
            {
                changes.Add(new OwedChange(task, change));
            }
        }

        return changes;
    }

    /// <returns>One result for each.</returns>
    /// <exception cref="OvException">What the tracker refuses; those before it are told and recorded.</exception>
    public IReadOnlyList<TaskFileResult> Send(IReadOnlyList<OwedChange> owed, CancellationToken stop)
    {
        var (fitting, results) = (owed.Where(one => (one.Change.Body?.Length ?? 0) <= LongestText).ToList(), new List<TaskFileResult>());
        results.AddRange(owed.Except(fitting).Select(one => Result(one.Task, one.Change.Id ?? "new", TaskFileAction.Conflict, "its text is too long for the tracker's program")));
        if (app.Options.DryRun || fitting.Count == 0)
        {
            return [.. results, .. fitting.Select(one => Result(one.Task, one.Change.Id ?? "new", TaskFileAction.Written))];
        }

        var tasks = fitting.ToDictionary(one => one.Task.Id, one => one.Task);
        Tracker.Of(app, tracker, run).Write([.. fitting.Select(one => one.Change)], (change, written) =>
        {
            app.Ledger.Seams.Reach(KillPoint.IssueWritten);
            app.Ledger.Write(tx => Record(tx, tasks[change.Mark], written));
            results.Add(Result(tasks[change.Mark], written.After.Id, TaskFileAction.Written));
        }, stop);
        return results;
    }

    private static IssueChange Change(TaskRecord task, string key) =>
        new(IssueKeys.IdOf(key), task.Id, Reason: task.Reason is { Length: > 0 } reason ? TrackerWords.Title(reason) : "landed");

    /// <summary>Needs on what is no issue stay ours, those on what is no task stay theirs, and one that is met says nothing any more.</summary>
    private static IssueChange Whole(Sql sql, TaskRecord task, string key, TrackerIssue issue, Dictionary<string, string> keys)
    {
        var needs = TaskStore.Needs(sql, task.Id).Where(need => keys.ContainsKey(need.Id)).ToList();
        var unmet = needs.Where(need => need.State is not (TaskState.Closed or TaskState.Completed)).Select(need => IssueKeys.IdOf(keys[need.Id]));
        var all = needs.Select(need => IssueKeys.IdOf(keys[need.Id])).ToHashSet();
        var tasks = keys.Values.Select(IssueKeys.IdOf).ToHashSet();
        var status = TrackerWords.Status(task.State);
        return Change(task, key) with
        {
            Title = task.Title, Body = task.Body, Priority = TrackerWords.Priority(task.Priority),
            Needs = [.. unmet.Union(issue.Needs.Where(need => all.Contains(need) || !tasks.Contains(need)))],
            // Somebody may work on it elsewhere; and what is canceled here may be wanted there.
            Status = task.State == TaskState.Canceled || (status == IssueStatus.Open && issue.Status != IssueStatus.Closed) ? null : status,
        };
    }

    /// <summary>What somebody changed there meanwhile was not taken in yet: then only the state counts as agreed.</summary>
    private void Record(Tx tx, TaskRecord task, IssueWritten written)
    {
        var (issue, key) = (written.After, IssueKeys.Of(tracker, written.After.Id));
        var said = issue.Status == IssueStatus.Closed ? TaskState.Closed : TaskState.Pending;
        var source = TaskSourceStore.OfTask(tx.Sql, task.Id);
        if (source is not null && written.Before is { } before && TrackerIntake.Hash(tracker, before) != source.Hash)
        {
            TaskSourceStore.Save(tx, source with { FileState = said });
        }
        else
        {
            var keys = TaskFileIntake.Keys(tx.Sql, task.RunId);
            keys[task.Id] = key;
            var facts = TaskFacts.Of(tx.Sql, TaskStore.ById(tx.Sql, task.Id)!, keys);
            var file = new TaskFile(key, TaskFileForm.Task, key, null, [], facts, [], TrackerIntake.Hash(tracker, issue)) { Said = said, Tracker = tracker };
            TaskSourceStore.Save(tx, new TaskSource(task.Id, task.RunId, key, key, file.Hash, file.Stamp(facts), said, tracker));
        }

        tx.Record(new EventDraft("task.exported") { RunId = task.RunId, Actor = caller.Actor, TaskId = task.Id, Text = $"{key} is {issue.Status.Word().Replace('_', ' ')}" });
    }

    private TaskFileResult Result(TaskRecord task, string id, TaskFileAction action, string? reason = null) =>
        new(IssueKeys.Of(tracker, id), action, task.Id, task.Number, task.Title, reason);
}
