using System.Runtime.InteropServices;

namespace Ov.Core.Processes;

/// <summary>Signals to this very process.</summary>
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

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);
}
