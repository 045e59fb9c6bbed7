using System.Runtime.InteropServices;

namespace Ov.Core.Processes;

/// <summary>The few system calls that .NET has no safe door to. Constants are Linux's (x64 and arm64 agree on all of them).</summary>
internal static unsafe partial class Libc
{
    private const string C = "libc";

    internal const int ReadWrite = 2, WriteOnly = 1, ReadOnly = 0, Create = 0x40, Append = 0x400, NonBlock = 0x800, CloseOnExec = 0x80000;
    internal const int LockShared = 1, LockExclusive = 2, LockNonBlocking = 4, Unlock = 8;
    internal const int NoEntry = 2, NoProcess = 3, Interrupted = 4, NoExec = 8, WouldBlock = 11, NoAccess = 13, Exists = 17, NotDirectory = 20, ReadOnlyFileSystem = 30, NoSystemCall = 38;
    internal const int NotPermitted = 1, OtherDevice = 18, InvalidArgument = 22, NoSuchControl = 25, NotSupported = 95;
    internal const short PollIn = 1, PollErr = 8, PollHangUp = 16;
    internal const int SigInt = 2, SigKill = 9, SigTerm = 15, SigChild = 17, SigContinue = 18;
    internal const int NoHang = 1, Exited = 4, NoWait = 0x01000000;

    private const int SetMask = 2;

    private const int FcntlSetFlags = 2, FcntlDuplicateCloseOnExec = 1030, CloseOnExecFlag = 1;

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry(int descriptor)
    {
        public int Descriptor = descriptor;
        public short Events = PollIn;
        public short Result;
    }

    /// <summary>The error number of the last call that failed on this thread.</summary>
    internal static int LastError => Marshal.GetLastPInvokeError();

    internal static string Message(int error) => Marshal.GetPInvokeErrorMessage(error);

    [LibraryImport(C, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, int mode);

    [LibraryImport(C, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport(C, EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport(C, EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport(C, EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(int descriptor, long offset, int from);

    [LibraryImport(C, EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe(int* ends, int flags);

    [LibraryImport(C, EntryPoint = "madvise")]
    internal static partial int Advise(nint address, nint length, int advice);

    [LibraryImport(C, EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int timeout);

    [LibraryImport(C, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(int descriptor, int command, int argument);

    [LibraryImport(C, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Flock(int descriptor, int operation);

    [LibraryImport(C, EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeFifo(string path, uint mode);

    [LibraryImport(C, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Access(string path, int mode);

    [LibraryImport(C, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventDescriptor(uint value, int flags);

    [LibraryImport(C, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MemoryFile(string name, uint flags);

    [LibraryImport(C, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport(C, EntryPoint = "waitpid", SetLastError = true)]
    internal static partial int WaitPid(int pid, int* status, int options);

    [LibraryImport(C, EntryPoint = "waitid", SetLastError = true)]
    internal static partial int WaitId(int kind, int id, byte* signalInfo, int options);

    [LibraryImport(C, EntryPoint = "prctl", SetLastError = true)]
    internal static partial int ProcessControl(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport(C, EntryPoint = "sigaction", SetLastError = true)]
    internal static partial int SignalAction(int signal, void* action, void* old);

    [LibraryImport(C, EntryPoint = "signal", SetLastError = true)]
    internal static partial nint Signal(int signal, nint handler);

    [LibraryImport(C, EntryPoint = "sigfillset")]
    internal static partial int SignalsFill(byte* set);

    [LibraryImport(C, EntryPoint = "sigemptyset")]
    internal static partial int SignalsClear(byte* set);

    [LibraryImport(C, EntryPoint = "getrandom", SetLastError = true)]
    private static partial nint Random(byte* buffer, nuint count, uint flags);

    [LibraryImport(C, EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* RealPath(string path, byte* resolved);

    [LibraryImport(C, EntryPoint = "posix_spawn")]
    internal static partial int Spawn(int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_init")]
    internal static partial int SpawnAttributes(void* attributes);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int SpawnAttributesFree(void* attributes);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SpawnFlags(void* attributes, short flags);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SpawnDefaultSignals(void* attributes, byte* set);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int SpawnSignalMask(void* attributes, byte* set);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int SpawnActions(void* actions);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int SpawnActionsFree(void* actions);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int SpawnDuplicate(void* actions, int from, int to);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SpawnChangeDirectory(void* actions, string path);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    internal static partial int SpawnCloseFrom(void* actions, int first);

    [LibraryImport(C, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, int argument);

    [LibraryImport(C, EntryPoint = "chdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeDirectory(string path);

    /// <summary>Does not come back when it succeeds.</summary>
    [LibraryImport(C, EntryPoint = "execve", SetLastError = true)]
    internal static partial int Execute(byte* path, byte** arguments, byte** environment);

    [LibraryImport(C, EntryPoint = "sigprocmask", SetLastError = true)]
    private static partial int SignalMask(int how, byte* set, byte* old);

    /// <summary>What our runtime ignores or holds back a program that takes our place would inherit: a pipe that breaks must end it as usual.</summary>
    internal static void ForgetSignals()
    {
        for (var signal = 1; signal <= 31; signal++)
        {
            _ = Signal(signal, 0);
        }

        var none = stackalloc byte[128];
        _ = SignalsClear(none);
        _ = SignalMask(SetMask, none, null);
    }

    /// <summary>The kernel's random bytes; false when it does not give them all. Up to 256 bytes come at once, uninterrupted.</summary>
    internal static bool FillRandom(Span<byte> bytes)
    {
        fixed (byte* start = bytes)
            return Random(start, (nuint)bytes.Length, 0) == bytes.Length;
    }

    /// <summary>Reads once; 0 is the end, a negative value an error other than an interruption.</summary>
    internal static int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var read = Read(descriptor, start, buffer.Length);
                if (read >= 0 || LastError != Interrupted)
                    return (int)read;
            }
        }
    }

    /// <summary>Writes everything; false on the first error.</summary>
    internal static bool Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var done = 0;
            while (done < bytes.Length)
            {
                var written = Write(descriptor, start + done, bytes.Length - done);
                if (written > 0)
                    done += (int)written;
                else if (LastError != Interrupted)
                    return false;
            }
        }
        return true;
    }

    /// <summary>Waits for any entry; a negative timeout waits for ever. An interruption answers 0 like a timeout.</summary>
    internal static int Poll(Span<PollEntry> entries, int timeoutMs)
    {
        fixed (PollEntry* first = entries)
        {
            var ready = Poll(first, (nuint)entries.Length, timeoutMs);
            return ready < 0 && LastError == Interrupted ? 0 : ready;
        }
    }

    /// <summary>A pipe that no child inherits; both ends lie above the standard streams.</summary>
    internal static (int Read, int Write) Pipe()
    {
        var ends = stackalloc int[2];
        if (Pipe(ends, CloseOnExec) != 0)
            throw new OvException(ErrorCode.Failed, $"No pipe could be made: {Message(LastError)}.");
        return (AboveStandard(ends[0]), AboveStandard(ends[1]));
    }

    /// <summary>Moves a descriptor above 2: a caller that closed its standard streams would otherwise mix them up in the child.</summary>
    internal static int AboveStandard(int descriptor)
    {
        if (descriptor is < 0 or > 2)
            return descriptor;
        var moved = Fcntl(descriptor, FcntlDuplicateCloseOnExec, 3);
        _ = Close(descriptor);
        return moved;
    }

    internal static void MarkCloseOnExec(int descriptor) => _ = Fcntl(descriptor, FcntlSetFlags, CloseOnExecFlag);

    /// <summary>A descriptor that stands for the process and never for a later one of the same number; negative when the kernel has none.</summary>
    internal static int OpenProcess(int pid) => (int)SystemCall(434, pid, 0, 0, 0);

    internal static bool SignalProcess(int processDescriptor, int signal) => SystemCall(424, processDescriptor, signal, 0, 0) == 0;

    /// <summary>The path with every symbolic link resolved, or null when it does not exist.</summary>
    internal static string? RealPath(string path)
    {
        var buffer = stackalloc byte[4097];
        return RealPath(path, buffer) == null ? null : Marshal.PtrToStringUTF8((nint)buffer);
    }
}
