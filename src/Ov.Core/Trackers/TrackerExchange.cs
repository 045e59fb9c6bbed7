using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.TaskFiles;
using Ov.Core.Tasks;

namespace Ov.Core.Trackers;

/// <summary>
/// Tasks and the issues of a tracker, in both directions. The program is asked before anything is changed and told after the ledger is; what
/// it was not told because somebody died is still owed, for the ledger's row says so until the tracker has it.
/// </summary>
public static class TrackerExchange
{
    /// <summary>Issues into the ledger: all of them in one transaction, or none.</summary>
    /// <param name="ids">Which; none: each open one.</param>
    /// <exception cref="OvException">tool-missing, failed, not-found, cycle, ambiguous-run, not-operator.</exception>
    public static TaskFileReport Import(OvApp app, Caller caller, string tracker, IReadOnlyList<string> ids, CancellationToken stop)
    {
        RequireIds(tracker, ids);
        var all = Tracker.Of(app, tracker, RunOrNone(app, caller)).List(stop);
        return DefaultRun.Write(app, caller, (tx, run) => new TaskFileReport(run.Name, [.. Asked(tracker, ids, new TrackerIntake(tx, run, caller, TaskFileWinner.Nobody, tracker).Take(all, ids.Count == 0 ? null : ids))]));
    }

    /// <summary>Makes an issue of each open task that has neither one nor a file.</summary>
    /// <inheritdoc cref="Import"/>
    public static TaskFileReport Export(OvApp app, Caller caller, string tracker, CancellationToken stop)
    {
        var run = app.Ledger.Read(sql => RunResolver.Require(app, sql, caller));
        var outbox = new TrackerOutbox(app, caller, run, tracker);
        return new TaskFileReport(run.Name, outbox.Send(app.Ledger.Read(outbox.New), stop));
    }

    /// <summary>Both directions, for the issues that are tasks; new ones too when the settings say so.</summary>
    /// <inheritdoc cref="Import"/>
    internal static IReadOnlyList<TaskFileResult> Sync(OvApp app, Caller caller, RunRecord run, string tracker, IReadOnlyList<TrackerIssue> all, TaskFileWinner winner, CancellationToken stop)
    {
        var taken = app.Ledger.Write(tx => new TrackerIntake(tx, run, caller, winner, tracker).Take(all, app.Config.Trackers.Import ? null : []));
        var settled = taken.Where(result => result.Action is TaskFileAction.Conflict or TaskFileAction.Updated or TaskFileAction.Added).Select(result => result.Path).ToHashSet();
        var outbox = new TrackerOutbox(app, caller, run, tracker);
        var sent = outbox.Send(app.Ledger.Read(sql => outbox.Changed(sql, all, settled)), stop);
        var told = sent.Select(result => result.Path).ToHashSet();
        return [.. taken.Where(result => !told.Contains(result.Path)), .. sent];
    }

    /// <summary>The trackers that a sync of a run has to ask, with all they have; none where no task is an issue.</summary>
    /// <inheritdoc cref="Import"/>
    internal static IReadOnlyList<(string Tracker, IReadOnlyList<TrackerIssue> All)> Look(OvApp app, RunRecord run, CancellationToken stop)
    {
        if (!app.Config.Trackers.Enabled)
        {
            return [];
        }

        var used = app.Ledger.Read(sql => TaskSourceStore.OfRun(sql, run.Id)).Select(source => source.Tracker).OfType<string>().ToList();
        var names = app.Config.Trackers.Import && Tracker.Configured(app) is { } configured ? used.Append(configured) : used;
        return [.. names.Distinct().Select(name => (name, Tracker.Of(app, name, run).List(stop)))];
    }

    /// <summary>Of the words of a sling those that name issues which are no tasks yet become some.</summary>
    /// <inheritdoc cref="Import"/>
    public static void TakeNamed(OvApp app, Caller caller, IEnumerable<string> words, CancellationToken stop)
    {
        foreach (var word in words.Where(word => !SlingSubject.IsText(word) && !word.TrimStart('#').All(char.IsAsciiDigit)))
        {
            var (named, id) = IssueKeys.Split(word);
            if (app.Ledger.Read(sql => Known(app, sql, word)) || !Tracker.IsId(id) || (named ?? (id.Contains('-', StringComparison.Ordinal) ? Tracker.Configured(app) : null)) is not { } tracker)
            {
                continue;
            }

            try
            {
                Import(app, caller, tracker, [id], stop);
            }
            catch (OvException refusal) when (named is null && (refusal.Code == ErrorCode.NotFound || refusal.Code == ErrorCode.ToolMissing))
            {
                // A word that only may name an issue; the sling says what it misses.
            }
        }
    }

    /// <summary>The issue that a task is, by its key.</summary>
    public static string? IssueOf(Sql sql, TaskRecord task) => TaskSourceStore.OfTask(sql, task.Id) is { Tracker: not null } source ? source.Key : null;

    private static bool Known(OvApp app, Sql sql, string word)
    {
        try
        {
            return TaskResolver.Find(app, sql, word) is not null;
        }
        catch (OvException)
        {
            return true;
        }
    }

    private static void RequireIds(string tracker, IReadOnlyList<string> ids)
    {
        if (ids.FirstOrDefault(id => !Tracker.IsId(id)) is { } wrong)
        {
            throw new OvException(ErrorCode.Usage, $"'{wrong}' is no id of an issue.", $"Give ids as {tracker} shows them, or none for all open issues.");
        }
    }

    /// <summary>An import may be what a first run is started for; until then there is nothing beside the project's own folder to look at.</summary>
    private static RunRecord RunOrNone(OvApp app, Caller caller) =>
        app.Ledger.Read(sql => RunResolver.Find(app, sql, caller)) ?? new("", "", "", RunState.Active, "", "", "", "", default, null, null);

    /// <summary>With ids only these and what they brought along.</summary>
    private static IEnumerable<TaskFileResult> Asked(string tracker, IReadOnlyList<string> ids, IReadOnlyList<TaskFileResult> results) =>
        ids.Count == 0 ? results : results.Where(result => result.Action != TaskFileAction.Unchanged || ids.Contains(IssueKeys.IdOf(result.Path)));
}
