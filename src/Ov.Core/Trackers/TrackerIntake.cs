using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.TaskFiles;
using Ov.Core.Tasks;

namespace Ov.Core.Trackers;

/// <summary>Takes issues into the ledger, in the caller's transaction, as files are taken in: the same rules tell which side changed and what a conflict is.</summary>
internal sealed class TrackerIntake(Tx tx, RunRecord run, Caller caller, TaskFileWinner winner, string tracker)
{
    private readonly Dictionary<string, TaskSource> _known = TaskSourceStore.OfRun(tx.Sql, run.Id).ToDictionary(source => source.Key);
    private readonly Dictionary<string, string> _keys = TaskFileIntake.Keys(tx.Sql, run.Id);

    /// <param name="all">Everything that the tracker has.</param>
    /// <param name="wanted">Ids to take in besides those that are tasks already; null: each open one.</param>
    /// <returns>One result for each issue that is or becomes a task, or cannot, in the tracker's order.</returns>
    /// <exception cref="OvException">not-found, cycle, not-operator, fenced, state.</exception>
    public IReadOnlyList<TaskFileResult> Take(IReadOnlyList<TrackerIssue> all, IReadOnlyList<string>? wanted)
    {
        var issues = all.DistinctBy(issue => issue.Id).ToDictionary(issue => issue.Id);
        if (wanted?.FirstOrDefault(id => !issues.ContainsKey(id)) is { } missing)
        {
            throw new OvException(ErrorCode.NotFound, $"{tracker} has no issue '{missing}'.{Nearest.Sentence(missing, issues.Keys)}", $"See what it has: {Tracker.ProgramOf(tracker)} {(tracker == Tracker.GitHub ? "issue list" : "list")}");
        }

        var chosen = Chosen(issues, wanted);
        var (taken, left) = (new List<FoundFile>(), new List<TaskFileResult>());
        foreach (var issue in chosen)
        {
            if (Obstacle(issue) is { } reason)
            {
                left.Add(new TaskFileResult(IssueKeys.Of(tracker, issue.Id), TaskFileAction.Skipped, null, null, issue.Title, reason));
            }
            else
            {
                taken.Add(Found(issue, chosen));
            }
        }

        return [.. new TaskFileIntake(tx, run, caller, winner).Take(taken), .. left];
    }

    /// <summary>What an issue says, to know whether it has changed.</summary>
    public static string Hash(string tracker, TrackerIssue issue) => new TaskFacts(
        issue.Title, TrackerWords.State(issue.Status), TrackerWords.Priority(issue.Priority), issue.Type,
        [.. issue.Needs.Select(need => IssueKeys.Of(tracker, need)).Order(StringComparer.Ordinal)], [], [], issue.Body).Stamp;

    /// <summary>With the open ones that they need.</summary>
    private List<TrackerIssue> Chosen(Dictionary<string, TrackerIssue> issues, IReadOnlyList<string>? wanted)
    {
        var queue = new Queue<TrackerIssue>(issues.Values.Where(issue =>
            IsKnown(issue.Id) || (wanted is null ? issue.Status != IssueStatus.Closed : wanted.Contains(issue.Id))));
        var chosen = new Dictionary<string, TrackerIssue>();
        while (queue.TryDequeue(out var issue))
        {
            if (chosen.TryAdd(issue.Id, issue))
            {
                issue.Needs.Select(need => issues.GetValueOrDefault(need)).OfType<TrackerIssue>().Where(need => need.Status != IssueStatus.Closed && need.Type != "epic").ToList().ForEach(queue.Enqueue);
            }
        }

        return [.. chosen.Values];
    }

    private bool IsKnown(string id) => _known.ContainsKey(IssueKeys.Of(tracker, id));

    /// <summary>An issue is one task's; an epic holds others together and is nobody's work.</summary>
    private string? Obstacle(TrackerIssue issue) =>
        IsKnown(issue.Id) ? null
        : issue.Type == "epic" ? "an epic is no work of its own"
        : TaskSourceStore.ByKey(tx.Sql, IssueKeys.Of(tracker, issue.Id)) is { } other ? $"it is task {TaskStore.ById(tx.Sql, other.TaskId)!.Number} of {RunStore.ById(tx.Sql, other.RunId)!.Name}"
        : ForeignIdStore.OursOf(tx.Sql, "task", issue.Id) is { } adopted && TaskStore.ById(tx.Sql, adopted) is { } ours ? $"task {ours.Number} was adopted with its id"
        : null;

    private FoundFile Found(TrackerIssue issue, List<TrackerIssue> chosen)
    {
        var key = IssueKeys.Of(tracker, issue.Id);
        var source = _known.GetValueOrDefault(key);
        var said = issue.Status == IssueStatus.Closed ? TaskState.Closed : TaskState.Pending;
        var needs = issue.Needs.Where(need => IsKnown(need) || chosen.Exists(other => other.Id == need && Obstacle(other) is null)).Select(need => IssueKeys.Of(tracker, need)).ToList();
        var facts = source is null
            ? new TaskFacts(issue.Title, TrackerWords.State(issue.Status), TrackerWords.Priority(issue.Priority), "builder", needs, [], TaskFileText.CriteriaIn(issue.Body), issue.Body)
            : Facts(issue, TaskStore.ById(tx.Sql, source.TaskId)!, source, said, needs);
        return new FoundFile(key, "", new TaskFile(key, TaskFileForm.Task, key, null, [], facts, [], Hash(tracker, issue)) { Said = said, Tracker = tracker });
    }

    /// <summary>What the issue does not speak of is as the task has it: so are needs that are met, which trackers drop, and needs of tasks that are no issues.</summary>
    private TaskFacts Facts(TrackerIssue issue, TaskRecord task, TaskSource source, TaskState said, List<string> needs)
    {
        var now = TaskFacts.Of(tx.Sql, task, _keys);
        var own = TaskStore.Needs(tx.Sql, task.Id).Where(need => need.State is TaskState.Closed or TaskState.Completed || !IsIssue(need)).Select(need => TaskFacts.KeyOf(need, _keys));
        return now with
        {
            Title = issue.Title, Body = issue.Body, Priority = TrackerWords.Priority(issue.Priority), Needs = [.. needs.Union(own).Order(StringComparer.Ordinal)],
            State = said == source.FileState || (said == TaskState.Closed ? now.State == TaskState.Canceled : now.State != TaskState.Closed) ? now.State : said,
        };
    }

    private bool IsIssue(TaskRecord task) => _keys.TryGetValue(task.Id, out var key) && key.StartsWith(tracker + ":", StringComparison.Ordinal);
}
