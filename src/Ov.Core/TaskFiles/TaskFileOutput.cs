using System.Globalization;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Redacting;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.TaskFiles;

/// <summary>A file that is to be written.</summary>
/// <param name="Old">The file that it replaces under another name: a done one says so in its name (S0-6).</param>
internal sealed record PlannedFile(TaskRecord Task, TaskSource Source, string Text, string? Old);

/// <summary>Decides which files follow their tasks; nothing is written here.</summary>
internal sealed class TaskFileOutput(Sql sql, RunRecord run, string root, TaskFileWinner winner, Redactor secrets)
{
    private readonly Dictionary<string, string> _keys = TaskFileIntake.Keys(sql, run.Id);

    public List<PlannedFile> Planned { get; } = [];

    /// <summary>Files of tasks that changed since both agreed.</summary>
    /// <param name="taken">Paths that were dealt with already.</param>
    public IEnumerable<TaskFileResult> Follow(IReadOnlySet<string> taken)
    {
        foreach (var known in TaskSourceStore.OfRun(sql, run.Id).Where(source => source.Tracker is null))
        {
            var source = known with { Path = TaskFileFinder.Found(root, known.Path) };
            if (TaskStore.ById(sql, source.TaskId) is { } task && Follow(task, source, taken) is { } result)
            {
                yield return result;
            }
        }
    }

    /// <summary>New files for the tasks that have none.</summary>
    /// <param name="folder">Full path.</param>
    public IEnumerable<TaskFileResult> Create(string folder, TaskFileForm form)
    {
        var isPrompt = form == TaskFileForm.Prompt;
        var tasks = TaskStore.OfRun(sql, run.Id).Where(task => !_keys.ContainsKey(task.Id)).ToList();
        foreach (var task in isPrompt ? [] : tasks)
        {
            _keys[task.Id] = TaskFileReader.KeyFor(task.Number, task.Title);
        }

        foreach (var task in tasks)
        {
            var (facts, key) = (TaskFacts.Of(sql, task, _keys), TaskFacts.KeyOf(task, _keys));
            var patches = TaskPatchStore.Patched(sql, task.Id).Select(id => TaskStore.ById(sql, id)!.Number).ToList();
            var path = TaskFileFinder.Shown(root, Path.Combine(folder, isPrompt ? TaskFileReader.NameFor(task.Number, patches.Count > 0, task.Title, facts.State == TaskState.Closed) : key + ".md"));
            if (File.Exists(Path.Combine(root, path)))
            {
                yield return new TaskFileResult(path, TaskFileAction.Conflict, task.Id, task.Number, task.Title, "another file of that name is there");
                continue;
            }

            Plan(task, new TaskSource(task.Id, run.Id, key, path, "", facts.Stamp, facts.State), TaskFileText.Of(form, key, Worded(task, facts, form), patches), null);
            yield return new TaskFileResult(path, TaskFileAction.Written, task.Id, task.Number, task.Title);
        }
    }

    private TaskFileResult? Follow(TaskRecord task, TaskSource source, IReadOnlySet<string> taken)
    {
        var facts = TaskFacts.Of(sql, task, _keys);
        var full = Path.Combine(root, source.Path);
        TaskFileResult Result(TaskFileAction action, string? reason = null) => new(source.Path, action, task.Id, task.Number, task.Title, reason);
        if (taken.Contains(source.Path) || facts.Stamp == source.Seen)
        {
            return File.Exists(full) || taken.Contains(source.Path) ? null : Result(TaskFileAction.Missing, "the task stays; cancel it if it is not wanted any more");
        }

        if (!File.Exists(full))
        {
            return Result(TaskFileAction.Missing, "the task stays; cancel it if it is not wanted any more");
        }

        var problems = new List<ConfigProblem>();
        var raw = File.ReadAllText(full);
        if (TaskFileReader.Read(source.Path, raw, problems) is not { } file || (file.Hash != source.Hash && file.Stamp(file.Facts.Without(secrets)) != file.Stamp(facts) && winner != TaskFileWinner.Ledger))
        {
            return Result(TaskFileAction.Conflict, problems.Count > 0 ? problems[0].ToString() : TaskFileIntake.Both);
        }

        var path = Renamed(source.Path, file, facts);
        Plan(task, source with { Path = path, Seen = facts.Stamp, FileState = facts.State }, TaskFileText.Of(file.Form, file.Key, Worded(task, facts.InWordsOf(file.Facts, secrets), file.Form), file.Patches, file, raw), path == source.Path ? null : source.Path);
        return Result(TaskFileAction.Written) with { Path = path };
    }

    /// <summary>The numbered form has numbers only, whatever the other task's file is called.</summary>
    private TaskFacts Worded(TaskRecord task, TaskFacts facts, TaskFileForm form) => form == TaskFileForm.Task ? facts
        : facts with { Needs = [.. TaskStore.Needs(sql, task.Id).Select(needed => needed.Number.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal)] };

    private string Renamed(string path, TaskFile file, TaskFacts facts)
    {
        var isDone = facts.State == TaskState.Closed;
        return file.Facts.State != facts.State && TaskFileReader.OtherName(path) is { } other && TaskFileReader.IsDone(other) == isDone && !File.Exists(Path.Combine(root, other)) ? other : path;
    }

    private void Plan(TaskRecord task, TaskSource source, string text, string? old) =>
        Planned.Add(new PlannedFile(task, source with { Hash = TaskFacts.HashOf(text) }, text, old));
}
