using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Trackers;

namespace Ov.Core.TaskFiles;

/// <param name="Run">Name of the run.</param>
public sealed record TaskFileReport(string Run, IReadOnlyList<TaskFileResult> Results)
{
    public int Count(TaskFileAction action) => Results.Count(result => result.Action == action);
}

/// <summary>
/// Tasks and their Markdown files, in both directions. Which side changed is known by the hashes of both when they last agreed; where both
/// did, neither is touched until somebody says who wins.
/// </summary>
public static class TaskFileExchange
{
    /// <summary>Files into the ledger: all of them in one transaction, or none.</summary>
    /// <param name="names">Files and folders, relative to the working directory.</param>
    /// <exception cref="OvException">foreign-data with every problem by file and line, cycle with its path, not-found, ambiguous-run, not-operator.</exception>
    public static TaskFileReport Import(OvApp app, Caller caller, IReadOnlyList<string> names, TaskFileWinner winner = TaskFileWinner.Nobody)
    {
        if (names.Count == 0)
        {
            throw new OvException(ErrorCode.Usage, "No file and no folder was named.", "Name Markdown files or folders, or a tracker: --from seeds|beads|github.");
        }

        var files = Read(app, TaskFileFinder.Paths(app.Environment.WorkingDirectory, names));
        return DefaultRun.Write(app, caller, (tx, run) => new TaskFileReport(run.Name, new TaskFileIntake(tx, run, caller, winner).Take(files)));
    }

    /// <summary>Tasks into files: those that have one where it lies, the others into the folder.</summary>
    /// <inheritdoc cref="Import"/>
    public static TaskFileReport Export(OvApp app, Caller caller, string? folder, TaskFileForm form)
    {
        if (folder is null)
        {
            throw new OvException(ErrorCode.Usage, "No folder was named.", "Name one, which is made if it is missing, or a tracker: --to seeds|beads|github.");
        }

        var full = Path.GetFullPath(Path.Combine(app.Environment.WorkingDirectory, folder));
        if (File.Exists(full))
        {
            throw new OvException(ErrorCode.Usage, $"'{folder}' is a file.", "Name a folder; one that is missing is made.");
        }

        var run = app.Ledger.Read(sql => RunResolver.Require(app, sql, caller));
        var (results, planned) = app.Ledger.Read(sql =>
        {
            var output = new TaskFileOutput(sql, run, app.Project.Root, TaskFileWinner.Nobody, app.Redactor);
            return (output.Follow(new HashSet<string>()).Concat(output.Create(full, form)).ToList(), output.Planned);
        });
        Write(app, caller, planned);
        return new TaskFileReport(run.Name, results);
    }

    /// <summary>Both directions, for the files that are known and those in the folders, and for the issues that are tasks.</summary>
    /// <inheritdoc cref="Import"/>
    public static TaskFileReport Sync(OvApp app, Caller caller, IReadOnlyList<string> names, TaskFileWinner winner, CancellationToken stop)
    {
        var run = app.Ledger.Read(sql => RunResolver.Require(app, sql, caller));
        var issues = TrackerExchange.Look(app, run, stop);
        var root = app.Project.Root;
        var known = app.Ledger.Read(sql => TaskSourceStore.OfRun(sql, run.Id)).Where(source => source.Tracker is null).Select(source => TaskFileFinder.Found(root, source.Path));
        var files = Read(app, [.. TaskFileFinder.Paths(app.Environment.WorkingDirectory, names), .. TaskFileFinder.Paths(root, known, lenient: true)]);
        var (results, planned) = app.Ledger.Write(tx =>
        {
            var taken = new TaskFileIntake(tx, run, caller, winner).Take(files);
            var output = new TaskFileOutput(tx.Sql, run, root, winner, tx.Redactor);
            var settled = taken.Where(result => result.Action != TaskFileAction.Unchanged).Select(result => result.Path).ToHashSet();
            var followed = output.Follow(settled).ToList();
            var written = followed.Select(result => result.TaskId).ToHashSet();
            return (taken.Where(result => result.TaskId is null || !written.Contains(result.TaskId)).Concat(followed).ToList(), output.Planned);
        });
        Write(app, caller, planned);
        return new TaskFileReport(run.Name, [.. results, .. issues.SelectMany(one => TrackerExchange.Sync(app, caller, run, one.Tracker, one.All, winner, stop))]);
    }

    internal static IReadOnlyList<FoundFile> Read(OvApp app, IEnumerable<string> paths)
    {
        var files = TaskFileFinder.Read(app.Project.Root, paths.Distinct());
        var roles = Roles.In(app.Config);
        var problems = files.Where(file => file.Task is not null).Select(file => Problem(file, roles)).OfType<ConfigProblem>().ToList();
        return problems.Count == 0 ? files : throw TaskFileFinder.Refusal(problems);
    }

    private static ConfigProblem? Problem(FoundFile file, Roles roles)
    {
        try
        {
            roles.Require(file.Task!.Facts.Role);
            return null;
        }
        catch (OvException refusal)
        {
            return new(true, "role", new(ConfigSource.Shared, file.Path, 1), $"role: {refusal.Message}");
        }
    }

    /// <summary>Whole files only. What is renamed or written and not yet remembered after a crash is found by the next look, under either of its names.</summary>
    private static void Write(OvApp app, Caller caller, List<PlannedFile> planned)
    {
        if (app.Options.DryRun || planned.Count == 0)
        {
            return;
        }

        foreach (var file in planned)
        {
            var path = Path.Combine(app.Project.Root, file.Source.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (file.Old is { } old)
            {
                // First its name: at no instant do two files bear its number, which the next look would refuse.
                File.Move(Path.Combine(app.Project.Root, old), path);
                app.Ledger.Seams.Reach(KillPoint.TaskFileRenamed);
            }

            File.WriteAllText(path + ".new", file.Text);
            File.Move(path + ".new", path, overwrite: true);
        }

        app.Ledger.Seams.Reach(KillPoint.TaskFilesWritten);
        app.Ledger.Write(tx =>
        {
            foreach (var file in planned)
            {
                TaskSourceStore.Save(tx, file.Source);
                tx.Record(new EventDraft("task.exported") { RunId = file.Task.RunId, Actor = caller.Actor, TaskId = file.Task.Id, Text = file.Source.Path });
            }
        });
    }
}
