using Ov.Core.Processes;
using Ov.Core.Text;

namespace Ov.Core.Watching;

/// <summary>After every command that changed something: when agents live and nobody has ticked for too long, a watcher starts.</summary>
public static class OverdueTick
{
    /// <summary>One look at a lock and one row; it never fails the command that it follows.</summary>
    public static void After(OvApp app)
    {
        try
        {
            if (IsOverdue(app))
            {
                Reboot.Say(app);
                Watcher.EnsureRunning(app);
            }
        }
        catch (Exception fault) when (fault is OvException or IOException or UnauthorizedAccessException)
        {
            app.Environment.Error.WriteLine($"! The watcher could not be started: {VisibleText.OneLine(fault.Message)}");
        }
    }

    private static bool IsOverdue(OvApp app)
    {
        if (!app.HasLedger || FileLock.IsHeld(app.Project.Files.WatchLock))
        {
            return false;
        }

        var outlook = app.Ledger.Read(Outlook.Read);
        // Reading the configuration costs more than all the rest, so it comes last.
        // What starts by itself starts after the command that made it ready.
        return outlook.Starting > 0 || (outlook is not { LiveAgents: 0, OpenIntents: 0, QueuedMerges: 0, Offered: 0, HandedOn: 0 }
            && (outlook.LastTick is not { } last || app.Ledger.Now - last >= app.Config.Watch.Interval)
            && (outlook is not { LiveAgents: 0, OpenIntents: 0, Offered: 0, HandedOn: 0 } || ReadyMerges.IsPolicy(app.Config)));
    }
}
