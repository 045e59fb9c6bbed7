using System.Diagnostics;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Core.Tasks;

namespace Ov.Core.Watching;

/// <summary>
/// The one process that ticks while agents live. It sleeps on a bell, costs nothing while nothing changes, and leaves by itself
/// when nothing is left to watch: nobody has to remember to start or to stop it.
/// </summary>
public static class Watcher
{
    /// <summary>Every tick reads much and keeps nothing; without this the room that a busy one needed stays taken.</summary>
    private static readonly TimeSpan GivesBackEvery = TimeSpan.FromMinutes(1);

    /// <summary>Starts the watcher in the background unless one runs or the configuration says no. Never fails its caller's command.</summary>
    /// <returns>The new process, or null when none was started.</returns>
    public static ProcessIdentity? EnsureRunning(OvApp app)
    {
        if (!app.Config.Setting(ConfigKeys.WatchEnabled).Found)
        {
            return null;
        }

        if (FileLock.IsHeld(app.Project.Files.WatchLock))
        {
            Bell.Ring(app.Project.Files.WatchBell);
            return null;
        }

        if (app.HasStartedWatcher)
        {
            return null;
        }

        app.HasStartedWatcher = true;
        return Start(app, null);
    }

    /// <summary>Starts it detached; a second one notices the first and leaves.</summary>
    public static ProcessIdentity Start(OvApp app, TimeSpan? interval, bool keepAwake = false)
    {
        var own = OwnExecutable.Path;
        string[] pause = interval is { } given ? ["--interval", $"{given.TotalMilliseconds:0}"] : [];
        return DetachedProcess.Start(
            own.FileName, [.. own.LeadingArguments, "watch", "--detached", "--project", app.Project.Root, .. pause, .. keepAwake ? ["--keep-awake"] : Array.Empty<string>()], app.Project.CommonDir,
            WatcherEnvironment.From(app.Environment.Variables), app.Project.Files.WatchLog);
    }

    /// <summary>Names the process that watches; Overstory calls it the pid file.</summary>
    public static string HolderFile(OvApp app) => WatchHolder.FileOf(app.Project.Files);

    /// <exception cref="OvException">busy, naming the holder, when a watcher runs.</exception>
    public static void RequireNone(OvApp app)
    {
        if (FileLock.IsHeld(app.Project.Files.WatchLock))
        {
            throw Contested(app.Project.Files);
        }
    }

    /// <summary>Ticks until nothing is left to watch, the token is cancelled, or the ledger is gone.</summary>
    /// <param name="tell">Hears of every tick that decided something.</param>
    /// <returns>How many ticks there were.</returns>
    /// <exception cref="OvException">busy, naming the holder, when another watcher runs.</exception>
    public static int Run(OvApp app, TimeSpan? interval, Action<TickReport> tell, CancellationToken stop)
    {
        var ticks = 0;
        WatchMemory? memory = null;
        // Opened to refuse a project without one; closed since each tick opens its own and a process may hold one handle only.
        _ = app.Ledger;
        app.CloseLedger();
        // Whoever brings work checks the lock after its commit, so we look once more after letting go of it.
        do
        {
            using var turn = FileLock.TryTake(app.Project.Files.WatchLock);
            if (turn is null)
            {
                return ticks > 0 ? ticks : throw Contested(app.Project.Files);
            }

            WatchHolder.Write(app.Project.Files);
            ticks += Loop(app, interval, ref memory, tell, stop);
        }
        while (!IsQuiet(app, memory!));
        return ticks;
    }

    private static int Loop(OvApp app, TimeSpan? interval, ref WatchMemory? memory, Action<TickReport> tell, CancellationToken stop)
    {
        using var bell = Bell.Create(app.Project.Files.WatchBell);
        var gaveBack = Stopwatch.GetTimestamp();
        using var wake = stop.Register(() => Bell.Ring(app.Project.Files.WatchBell));
        for (var ticks = 1; ; ticks++)
        {
            var pause = Round(app, interval, ref memory, tell, stop);
            if (pause is null)
            {
                return ticks;
            }

            if (Stopwatch.GetElapsedTime(gaveBack) > GivesBackEvery)
            {
                IdleMemory.GiveBack();
                gaveBack = Stopwatch.GetTimestamp();
            }

            bell.Wait(pause.Value);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>One tick with the settings and the ledger as they are now; null when nothing is left to watch.</summary>
    private static TimeSpan? Round(OvApp app, TimeSpan? interval, ref WatchMemory? memory, Action<TickReport> tell, CancellationToken stop)
    {
        using var round = new OvApp(app.Environment, app.Options);
        var pause = interval ?? round.Config.Watch.Interval;
        var now = round.Ledger.Now;
        memory ??= new WatchMemory(now);
        memory.BeginTick(now, pause, ProcessClock.Slept());
        var report = Tick.Run(round, dryRun: false, memory, stop);
        if (report.Decisions.Count > 0)
        {
            tell(report);
        }

        return IsQuietNow(round, memory) ? null : pause;
    }

    private static bool IsQuiet(OvApp app, WatchMemory memory)
    {
        using var look = new OvApp(app.Environment, app.Options);
        return !look.Project.IsInitialised || IsQuietNow(look, memory);
    }

    /// <summary>Nothing is left that this watcher could still do.</summary>
    internal static bool IsQuietNow(OvApp app, WatchMemory memory)
    {
        var outlook = app.Ledger.Read(Outlook.Read);
        return outlook is { LiveAgents: 0, Offered: 0 } && !HasIntents(app, outlook, memory) && !HasMerges(app, outlook, memory) && !HasHandedOn(app, outlook, memory) && !MayStart(app, outlook, memory) && !TelemetrySteps.IsOwed(app, memory);
    }

    /// <summary>What waits for a command of somebody is looked at again after that command; only what waits for time needs a watcher that stays.</summary>
    private static bool MayStart(OvApp app, Outlook outlook, WatchMemory memory) =>
        outlook.Starting > 0 && (memory.WaitsForTime || memory.Seen != app.Ledger.Read(EventStore.LastSequence));

    private static bool HasIntents(OvApp app, Outlook outlook, WatchMemory memory) =>
        outlook.OpenIntents > 0 && app.Ledger.Read(Intents.AllOpen).Exists(intent => !memory.IsStuck(intent.Id));

    /// <summary>Whoever handed a task over may still end its turn; only then does the next one start.</summary>
    private static bool HasHandedOn(OvApp app, Outlook outlook, WatchMemory memory) =>
        outlook.HandedOn > 0 && app.Ledger.Read(HandoffStore.Open).Exists(open => !memory.IsStuck(Redispatch.NameOf(open.Task)));

    /// <summary>What is queued and may land by itself, but for what waits for somebody to clear the way.</summary>
    private static bool HasMerges(OvApp app, Outlook outlook, WatchMemory memory) =>
        outlook.QueuedMerges > 0 && ReadyMerges.IsPolicy(app.Config)
        && app.Ledger.Read(sql => MergeStore.QueuedTargets(sql).SelectMany(target => MergeStore.Queue(sql, target)).ToList()).Exists(entry => !memory.IsStuck(WatchMemory.NameOf(entry)));

    private static OvException Contested(LedgerFiles files)
    {
        // What an earlier watcher wrote proves nothing about the one that holds the lock now.
        var holder = WatchHolder.Read(files) is { } written && written.Liveness != Liveness.Dead ? written : null;
        return new OvException(ErrorCode.Busy, $"Another watcher runs for this project{(holder is null ? "" : $": process {holder.Pid}")}.", "One is enough. 'ov watch --once' ticks beside it.")
        {
            Facts = holder is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["holder"] = $"{holder.Pid}" },
        };
    }
}
