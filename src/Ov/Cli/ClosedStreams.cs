using System.Runtime.InteropServices;

namespace Ov.Cli;

/// <summary>
/// Which standard streams the caller left open (<c>ov status &gt;&amp;-</c> closes one). The next file to be opened takes a free number, and
/// then an answer could be written into the ledger: so free ones are filled.
/// </summary>
internal static class ClosedStreams
{
    private const int ReadWrite = 2;
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

    /// <returns>The descriptor, or -1 when the caller closed it: a write to that fails as it should.</returns>
    public static int Claim(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            return descriptor;
        }

        var flags = fcntl(descriptor, GetFlags);
        if (flags < 0)
        {
            _ = open("/dev/null", ReadWrite);
        }

        // What closes at an exec cannot have come from the caller: the runtime itself has taken the free number before us.
        return flags < 0 || (flags & CloseOnExec) != 0 ? -1 : descriptor;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int fcntl(int descriptor, int command);

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int open(string path, int mode);
}
