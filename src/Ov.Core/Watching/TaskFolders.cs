using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.TaskFiles;

namespace Ov.Core.Watching;

/// <summary>Takes in new and changed task files of the folders that the settings name (S0-40); files are not written here.</summary>
internal static class TaskFolders
{
    public static IEnumerable<TickDecision> Take(TickContext context)
    {
        var folders = context.App.Config.TaskFolders;
        if (folders.Count == 0 || !context.Ledger.Read(RunStore.All).Any(run => run.State == RunState.Active))
        {
            return [];
        }

        var subject = string.Join(", ", folders);
        try
        {
            return Take(context, TaskFileFinder.Paths(context.App.Project.Root, folders, lenient: true));
        }
        catch (Exception fault) when (fault is OvException or IOException or UnauthorizedAccessException)
        {
            return [new TickDecision("file", subject, "left", fault.Message, false)];
        }
    }

    private static IEnumerable<TickDecision> Take(TickContext context, IReadOnlyList<string> paths)
    {
        var app = context.App;
        var run = context.Ledger.Read(sql => RunResolver.Require(app, sql, Caller.Watch));
        var known = context.Ledger.Read(sql => TaskSourceStore.OfRun(sql, run.Id)).Select(source => source.Hash).ToHashSet();
        // What is as it was last seen needs no transaction.
        var changed = TaskFileExchange.Read(app, paths).Where(file => file.Task is { } task && !known.Contains(task.Hash)).ToList();
        var thing = "files " + string.Concat(changed.Select(file => file.Task!.Hash));
        if (changed.Count == 0 || context.Memory?.MayTry(thing, context.Ledger.Now) == false)
        {
            return [];
        }

        // Forgotten by whatever changes one of them.
        context.Memory?.WasStuck(thing, context.Ledger.Now);

        IReadOnlyList<TaskFileResult> Intake(Tx tx) => new TaskFileIntake(tx, run, Caller.Watch, TaskFileWinner.Nobody).Take(changed);
        var results = context.DryRun ? context.Ledger.Rehearse(Intake) : context.Ledger.Write(Intake);
        return results.Where(result => result.Action != TaskFileAction.Unchanged).Select(result => new TickDecision(
            "file", result.Path, result.Action == TaskFileAction.Conflict ? "left" : result.Action.Word(), result.Reason ?? $"task {result.Number} ({result.Title})",
            !context.DryRun && result.Action != TaskFileAction.Conflict));
    }
}
