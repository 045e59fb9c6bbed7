using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>Takes files into the ledger, in the caller's transaction: new ones become tasks, changed ones change theirs. All of them or none.</summary>
internal sealed class TaskFileIntake(Tx tx, RunRecord run, Caller caller, TaskFileWinner winner)
{
    private readonly Dictionary<string, TaskSource> _known = TaskSourceStore.OfRun(tx.Sql, run.Id).ToDictionary(source => source.Key);
    private readonly List<(FoundFile File, TaskRecord Task)> _taken = [];
    private readonly HashSet<string> _added = [];
    private readonly Dictionary<string, string> _keys = Keys(tx.Sql, run.Id);

    /// <summary>Why nobody wins.</summary>
    public const string Both = "it and its task both changed since they last agreed";

    /// <returns>One result for each file, in order.</returns>
    /// <exception cref="OvException">foreign-data, cycle, not-operator, fenced, state.</exception>
    public IReadOnlyList<TaskFileResult> Take(IReadOnlyList<FoundFile> files)
    {
        RequireFreeNumbers(files);
        // What is compared with a task is what a task may hold: a secret in a file makes no difference (the file keeps it).
        var results = files.Select(Known).Select(file => file.Task is null ? new TaskFileResult(file.Path, TaskFileAction.Skipped, null, null, null, "it has no front matter")
            : _known.TryGetValue(file.Task.Key, out var source) ? Again(file, source) : Add(file)).ToList();
        SetNeeds();
        return results;
    }

    /// <summary>What files call tasks: keys by id.</summary>
    public static Dictionary<string, string> Keys(Sql sql, string runId) => TaskSourceStore.OfRun(sql, runId).ToDictionary(source => source.TaskId, source => source.Key);

    /// <summary>A number is for ever: one that another task bears is refused, and nothing is renumbered (S0-2).</summary>
    private void RequireFreeNumbers(IReadOnlyList<FoundFile> files)
    {
        var problems = new List<ConfigProblem>();
        foreach (var file in files)
        {
            if (file.Task is { Number: { } number } task && !_known.ContainsKey(task.Key) && TaskStore.ByNumber(tx.Sql, run.Id, number) is { } other)
            {
                var holder = _known.Values.FirstOrDefault(source => source.TaskId == other.Id)?.Path ?? $"task {other.Number} ({other.Title})";
                problems.Add(Problem(file, $"Its number {number} is taken in {run.Name} by {holder}."));
            }
        }

        if (problems.Count > 0)
        {
            throw TaskFileFinder.Refusal(problems);
        }
    }

    private FoundFile Known(FoundFile found) => found.Task is { } task ? found with { Task = task with { Facts = task.Facts.Without(tx.Redactor) } } : found;

    private TaskFileResult Add(FoundFile found)
    {
        var (file, facts) = (found.Task!, found.Task!.Facts);
        var task = TaskAdder.Add(tx, run, new TaskDraft(facts.Title) { Number = file.Number, Body = facts.Body, Scope = facts.Scope, Criteria = facts.Criteria, Priority = facts.Priority, Role = facts.Role, Metadata = facts.Metadata }, caller);
        // Work under way elsewhere has no agent here: it begins as pending.
        if (facts.State is not (TaskState.Pending or TaskState.InProgress))
        {
            TaskStore.Begin(tx, task, facts.State, caller.Actor, $"so it was in {found.Path}");
        }

        _added.Add(task.Id);
        _taken.Add((found, task));
        return new TaskFileResult(found.Path, TaskFileAction.Added, task.Id, task.Number, task.Title);
    }

    private TaskFileResult Again(FoundFile found, TaskSource source)
    {
        var task = TaskStore.ById(tx.Sql, source.TaskId)!;
        var file = found.Task! with { Facts = found.Task.Facts with { Needs = [.. found.Task.Facts.Needs.Select(KeyOf).Order(StringComparer.Ordinal)] } };
        var facts = TaskFacts.Of(tx.Sql, task, _keys);
        TaskFileResult Result(TaskFileAction action, string? reason = null) => new(found.Path, action, task.Id, task.Number, task.Title, reason);
        if (file.Hash == source.Hash)
        {
            TaskSourceStore.Save(tx, source with { Path = found.Path });
            return Result(TaskFileAction.Unchanged);
        }

        if (file.Stamp(file.Facts) == file.Stamp(facts))
        {
            _taken.Add((found, task));
            return Result(TaskFileAction.Unchanged);
        }

        if (file.Stamp(facts) != source.Seen && winner != TaskFileWinner.File)
        {
            return winner == TaskFileWinner.Ledger ? Result(TaskFileAction.Unchanged) : Result(TaskFileAction.Conflict, Both);
        }

        if (Refused(task, file, facts, source) is { } refusal)
        {
            return Result(TaskFileAction.Conflict, refusal);
        }

        Change(task, file, facts, source);
        _taken.Add((found, task));
        return Result(TaskFileAction.Updated);
    }

    /// <summary>A need may be said by number although that task's file has an id.</summary>
    private string KeyOf(string need) => !_known.ContainsKey(need) && TaskResolver.Find(tx.Sql, run, need) is { } task ? TaskFacts.KeyOf(task, _keys) : need;

    /// <summary>Apart from the state.</summary>
    private static bool Same(TaskFacts one, TaskFacts other) => one.Stamp == (other with { State = one.State }).Stamp;

    /// <summary>What a file may not do: the record of finished work stays, and what an agent does is said by its report (S0-7, S2-75).</summary>
    private string? Refused(TaskRecord task, TaskFile file, TaskFacts facts, TaskSource source)
    {
        var wanted = file.Facts.State;
        if (!Same(file.Facts, facts) && LeadCompletion.IsFinished(task.State) && !file.HasNewState(source))
        {
            return $"task {task.Number} is {task.State.Word()} and is not edited any more; reopen it, or add another";
        }

        if (file.HasNewState(source) && wanted != facts.State && caller.Kind == CallerKind.Watch)
        {
            return $"its status changed, which is taken in by a person's command only: ov task sync {source.Path}";
        }

        return !file.HasNewState(source) || wanted == facts.State || wanted == TaskState.Canceled || (wanted == TaskState.Pending && task.State is TaskState.Blocked or TaskState.Failed or TaskState.Closed)
            ? null
            : file.Said is not null ? $"it was closed there, and task {task.Number} is {task.State.Word().Replace('_', ' ')}: cancel the task, or open the issue again"
            : $"it says {TaskFileWords.Word(wanted, file.Form)} and task {task.Number} is {task.State.Word().Replace('_', ' ')}; a file cancels a task or takes it up again, all else comes from the work";
    }

    private void Change(TaskRecord task, TaskFile found, TaskFacts facts, TaskSource source)
    {
        var file = found.Facts;
        if (found.HasNewState(source) && file.State != facts.State)
        {
            TaskRights.Require(tx.Sql, caller, file.State == TaskState.Canceled ? TaskVerb.Cancel : task.State == TaskState.Closed ? TaskVerb.ReopenClosed : TaskVerb.Reopen, task);
            task = file.State == TaskState.Canceled ? TaskCanceler.Cancel(tx, task, caller, $"so it says in {source.Path}") : TaskReopener.Reopen(tx, task, caller.Actor, $"so it says in {source.Path}");
        }

        if (!Same(file, facts) && !LeadCompletion.IsFinished(task.State))
        {
            TaskEditor.Edit(tx, caller, task, new TaskChange(file.Title, file.Body, null, file.Scope, file.Criteria, file.Priority, file.Role, Metadata: [.. TaskFileWords.Kept.Select(kept => $"{kept.Key}={TaskMetadata.Of(file.Metadata, kept.Key)}")]));
        }
    }

    /// <summary>Only when all are there: files name each other in any order.</summary>
    private void SetNeeds()
    {
        var ids = _known.Values.ToDictionary(source => source.Key, source => source.TaskId);
        foreach (var (file, task) in _taken)
        {
            ids[file.Task!.Key] = task.Id;
        }

        var problems = new List<ConfigProblem>();
        foreach (var (file, task) in _taken)
        {
            Tie(file, task, ids, problems);
        }

        if (problems.Count > 0)
        {
            throw TaskFileFinder.Refusal(problems);
        }

        var keys = ids.ToDictionary(pair => pair.Value, pair => pair.Key);
        RequireNoCycle(keys);
        foreach (var (file, task) in _taken)
        {
            var now = TaskFacts.Of(tx.Sql, TaskStore.ById(tx.Sql, task.Id)!, keys);
            TaskSourceStore.Save(tx, new TaskSource(task.Id, run.Id, file.Task!.Key, file.Path, file.Task.Hash, file.Task.Stamp(now), file.Task.Said ?? file.Task.Facts.State, file.Task.Tracker));
        }
    }

    private void Tie(FoundFile file, TaskRecord task, Dictionary<string, string> ids, List<ConfigProblem> problems)
    {
        var needs = new List<TaskRecord>();
        foreach (var key in file.Task!.Facts.Needs)
        {
            if ((ids.TryGetValue(key, out var id) ? TaskStore.ById(tx.Sql, id) : TaskResolver.Find(tx.Sql, run, key)) is { } needed && needed.RunId == run.Id)
            {
                needs.Add(needed);
            }
            else
            {
                problems.Add(Problem(file, $"It depends on '{key}', and no file and no task of {run.Name} is that.{Nearest.Sentence(key, ids.Keys)}"));
            }
        }

        foreach (var number in file.Task.Patches)
        {
            if (TaskStore.ByNumber(tx.Sql, run.Id, number) is { } patched && patched.Id != task.Id)
            {
                TaskPatchStore.Add(tx, task.Id, patched.Id);
            }
            else
            {
                problems.Add(Problem(file, $"patches_prompts names {number}, and there is no other task of that number."));
            }
        }

        if (_added.Contains(task.Id) || !LeadCompletion.IsFinished(TaskStore.ById(tx.Sql, task.Id)!.State))
        {
            TaskNeeds.Replace(tx, task, needs);
        }
    }

    /// <summary>In the files' own words: the numbers that tasks would get say nothing to anybody yet.</summary>
    private void RequireNoCycle(Dictionary<string, string> keys)
    {
        if (_taken.Count > 0 && TaskGraph.Of(tx.Sql, run.Id).Cycle() is { } path)
        {
            var names = path.Select(task => TaskFacts.KeyOf(task, keys)).ToList();
            throw new OvException(ErrorCode.Cycle, $"Nothing was imported: {names[0]} would wait for itself: {string.Join(" needs ", names)}.", "Take one of these needs out of its file.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["path"] = names },
            };
        }
    }

    private static ConfigProblem Problem(FoundFile file, string sentence) => new(true, "", new(ConfigSource.Shared, file.Path, 1), sentence);
}
