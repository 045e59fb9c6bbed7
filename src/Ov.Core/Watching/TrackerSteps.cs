using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.TaskFiles;
using Ov.Core.Trackers;

namespace Ov.Core.Watching;

/// <summary>
/// Closes the issues whose work has landed, and opens those again whose landing was undone; takes in new and changed issues where the
/// settings ask for it. Nothing is asked of a program while the ledger owes nothing and nothing there can have changed.
/// </summary>
internal static class TrackerSteps
{
    /// <summary>In one tick; the others wait for the next.</summary>
    private const int Most = 20;

    private const string Seen = "tracker.seen";

    /// <summary>Where only asking tells whether something is new.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public static IEnumerable<TickDecision> Run(TickContext context)
    {
        if (!context.App.Config.Trackers.Enabled)
        {
            return [];
        }

        var owed = context.Ledger.Read(sql => TrackerOutbox.Owed(sql, Most));
        return [.. owed.SelectMany(group => Settle(context, group)), .. Take(context)];
    }

    private static IEnumerable<TickDecision> Settle(TickContext context, IGrouping<(string Tracker, string RunId), OwedChange> group)
    {
        var (tracker, changes) = (group.Key.Tracker, group.ToList());
        var subject = string.Join(", ", changes.Select(one => IssueKeys.Of(tracker, one.Change.Id!)));
        var thing = $"issues {subject} {string.Join(' ', changes.Select(one => one.Change.Status))}";
        if (context.Memory?.MayTry(thing, context.Ledger.Now) == false)
        {
            return [];
        }

        context.Memory?.WasStuck(thing, context.Ledger.Now);
        var run = context.Ledger.Read(sql => RunStore.ById(sql, group.Key.RunId))!;
        return [context.Try("tracker", subject, "told", "the ledger says so", () =>
        {
            new TrackerOutbox(context.App, Caller.Watch, run, tracker).Send(changes, context.Stop);
            return string.Join(", ", changes.Select(one => $"task {one.Task.Number} is {one.Task.State.Word().Replace('_', ' ')}"));
        })];
    }

    private static List<TickDecision> Take(TickContext context)
    {
        var app = context.App;
        if (!app.Config.Trackers.Import || Tracker.Configured(app) is not { } name || !context.Ledger.Read(RunStore.All).Any(run => run.State == RunState.Active))
        {
            return [];
        }

        try
        {
            var run = context.Ledger.Read(sql => RunResolver.Require(app, sql, Caller.Watch));
            var tracker = Tracker.Of(app, name, run);
            var now = context.Ledger.Now;
            var stamp = $"{name} {run.Id} {tracker.Stamp ?? (now.ToUnixTimeSeconds() / (long)Pause.TotalSeconds).ToString(CultureInfo.InvariantCulture)}";
            if (context.Ledger.Read(sql => Meta.Get(sql, Seen)) == stamp || context.Memory?.MayTry(stamp, now) == false)
            {
                return [];
            }

            context.Memory?.WasStuck(stamp, now);
            var all = tracker.List(context.Stop);
            IReadOnlyList<TaskFileResult> Intake(Tx tx)
            {
                Meta.Set(tx, Seen, stamp);
                return new TrackerIntake(tx, run, Caller.Watch, TaskFileWinner.Nobody, name).Take(all, null);
            }

            var results = context.DryRun ? context.Ledger.Rehearse(Intake) : context.Ledger.Write(Intake);
            return results.Where(result => result.Action is not (TaskFileAction.Unchanged or TaskFileAction.Skipped)).Select(result => new TickDecision(
                "tracker", result.Path, result.Action == TaskFileAction.Conflict ? "left" : result.Action.Word(), result.Reason ?? $"task {result.Number} ({result.Title})",
                !context.DryRun && result.Action != TaskFileAction.Conflict)).ToList();
        }
        catch (OvException fault)
        {
            return [new TickDecision("tracker", name, "left", fault.Message, false)];
        }
    }
}
