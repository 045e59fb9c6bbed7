using System.Runtime.InteropServices;

namespace Ov.Bench;

/// <summary>The calls of the C library that measuring needs: starting and reaping without a runtime's machinery in between.</summary>
internal static unsafe partial class Native
{
    internal const int ReadOnly = 0, WriteOnly = 1, Create = 0x40, Truncate = 0x200;
    internal const short DefaultSignals = 0x04, SignalMask = 0x08;
    internal const int Interrupt = 2, Kill = 9, Terminate = 15, NoHang = 1;

    private const int SetChildSubreaper = 36;

    /// <summary>Orphans below us become our children instead of the system's: none can be left behind unseen.</summary>
    internal static void AdoptOrphans() => _ = prctl(SetChildSubreaper, 1, 0, 0, 0);

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    internal static partial int Spawn(int* pid, byte* path, void* actions, void* attributes, byte** argv, byte** envp);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    internal static partial int AddOpen(void* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    internal static partial int AddChangeFolder(void* actions, byte* path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    internal static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SetDefaultSignals(void* attributes, void* set);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int SetSignalMask(void* attributes, void* set);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    internal static partial int Fill(void* set);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    internal static partial int Clear(void* set);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    internal static partial int Wait(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "kill")]
    internal static partial int Send(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "getpid")]
    internal static partial int Self();
}
