using System.Runtime.InteropServices;

namespace Ov.Core.Processes;

/// <summary>The signals that nobody can refuse.</summary>
public static partial class Signals
{
    private const int Kill = 9;

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

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);
}
