using System.Diagnostics;

namespace Ov.Core.Processes;

/// <summary>
/// A lock that the kernel holds on a file and gives back when its holder ends, however it ends. Waiters sleep in the kernel's queue,
/// which is fair and costs nothing.
/// </summary>
public sealed class FileLock : IDisposable
{
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    private readonly PortableFileLock? _portable;
    private int _descriptor = -1;

    private FileLock(int descriptor) => _descriptor = descriptor;

    private FileLock(PortableFileLock portable) => _portable = portable;

    /// <summary>The lock, or null when somebody else holds it.</summary>
    public static FileLock? TryTake(string path)
    {
        if (!OperatingSystem.IsLinux())
            return PortableFileLock.Take(path, TimeSpan.Zero) is { } portable ? new FileLock(portable) : null;
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            if (LockFile(path, Libc.LockExclusive | Libc.LockNonBlocking) is { } descriptor)
                return new FileLock(descriptor);
            // A probe by IsHeld shares the lock for a moment. Who can share it too knows that nobody holds it.
            if (IsHeld(path) || Stopwatch.GetElapsedTime(started) > ProbePatience)
                return null;
            Thread.Sleep(1);
        }
    }

    /// <summary>The lock, or null when it was not free within the wait.</summary>
    public static FileLock? Take(string path, TimeSpan wait)
    {
        if (!OperatingSystem.IsLinux())
            return PortableFileLock.Take(path, wait) is { } portable ? new FileLock(portable) : null;
        if (LockFile(path, Libc.LockExclusive | Libc.LockNonBlocking) is { } free)
            return new FileLock(free);
        return wait <= TimeSpan.Zero ? null : new FileLockWaiter(() => LockFile(path, Libc.LockExclusive)).Wait(wait) is { } descriptor
            ? new FileLock(descriptor)
            : null;
    }

    /// <summary>The lock, however long that takes.</summary>
    /// <exception cref="OperationCanceledException">The wait was called off.</exception>
    public static FileLock Take(string path, CancellationToken stop)
    {
        if (TryTake(path) is { } free)
            return free;
        if (OperatingSystem.IsLinux() && new FileLockWaiter(() => LockFile(path, Libc.LockExclusive)).Wait(Longest, stop) is { } descriptor)
            return new FileLock(descriptor);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (Take(path, Slice) is { } taken)
                return taken;
        }
    }

    /// <summary>Whether anybody holds the lock now; creates nothing.</summary>
    public static bool IsHeld(string path)
    {
        if (!OperatingSystem.IsLinux())
            return PortableFileLock.IsHeld(path);
        var descriptor = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (descriptor < 0)
            return Libc.LastError is Libc.NoEntry or Libc.NotDirectory ? false : throw Unusable(path);
        // Shared, so that two probes do not mistake each other for a holder.
        var held = Libc.Flock(descriptor, Libc.LockShared | Libc.LockNonBlocking) != 0;
        Release(descriptor);
        return held;
    }

    public void Dispose()
    {
        _portable?.Dispose();
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
            Release(descriptor);
    }

    /// <summary>Unlocks before closing: a child just being started may hold a copy of the descriptor for a moment.</summary>
    internal static void Release(int descriptor)
    {
        _ = Libc.Flock(descriptor, Libc.Unlock);
        _ = Libc.Close(descriptor);
    }

    private static int? LockFile(string path, int operation)
    {
        while (true)
        {
            var descriptor = Libc.Open(path, Libc.ReadWrite | Libc.Create | Libc.CloseOnExec, 0x180);
            if (descriptor < 0)
                throw Unusable(path);
            while (Libc.Flock(descriptor, operation) != 0)
            {
                var error = Libc.LastError;
                if (error == Libc.Interrupted)
                    continue;
                _ = Libc.Close(descriptor);
                return error == Libc.WouldBlock ? null : throw Unusable(path);
            }
            if (!IsDeleted(descriptor))
                return descriptor;
            // Somebody removed the file while we waited: others would lock its successor.
            Release(descriptor);
        }
    }

    private static bool IsDeleted(int descriptor) =>
        new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget?.EndsWith(" (deleted)", StringComparison.Ordinal) == true;

    private static OvException Unusable(string path) =>
        new(ErrorCode.UnsafeStorage, $"The lock file {path} cannot be used: {Libc.Message(Libc.LastError)}.", "Check the folder's permissions and that its file system supports locks.");
}
