using System.Runtime.InteropServices;

namespace Ov.Core.Processes;

/// <summary>The few signals that this program sends.</summary>
public static partial class Signals
{
    private const int Kill = 9;
    private const int ChildEnded = 17;

    /// <summary>Ends this process at once, without any clean-up: what a crash or a power cut does.</summary>
    public static void KillSelf()
    {
        _ = kill(Environment.ProcessId, Kill);
        // SIGKILL is delivered before the call returns to user code; nothing after it may run.
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Kills one process, if it is still the one that was recorded; a recycled pid is never signalled.</summary>
    /// <returns>True when the signal was sent.</returns>
    public static bool KillNow(ProcessIdentity process) =>
        process.Liveness == Liveness.Alive && kill(process.Pid, Kill) == 0;

    /// <summary>Tells the parent of an ended process once more that it has ended; one that knows hears nothing new.</summary>
    public static void RemindParent(ProcessEntry ended)
    {
        if (ended is { IsDead: true, Parent: > 1 })
        {
            _ = kill(ended.Parent, ChildEnded);
        }
    }

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);
}
