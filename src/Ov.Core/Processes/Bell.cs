using System.Diagnostics;

namespace Ov.Core.Processes;

/// <summary>Wakes a sleeping process through a FIFO: it sleeps without any cost, and a bell rung before the wait is not lost.</summary>
public sealed class Bell : IDisposable
{
    private readonly PortableBell? _portable;
    private int _descriptor = -1;

    private Bell(int descriptor) => _descriptor = descriptor;

    private Bell(PortableBell portable) => _portable = portable;

    /// <summary>Makes the FIFO (or takes over the one a dead listener left) and listens from now on.</summary>
    public static Bell Create(string path)
    {
        if (!OperatingSystem.IsLinux())
            return new Bell(PortableBell.Create(path));
        if (Libc.MakeFifo(path, 0x180) != 0 && Libc.LastError != Libc.Exists)
            throw Unusable(path, Libc.Message(Libc.LastError));
        // Open for writing too: else the end of the last ringer would read as an endless end of file.
        var descriptor = Libc.Open(path, Libc.ReadWrite | Libc.NonBlock | Libc.CloseOnExec, 0);
        if (descriptor < 0)
            throw Unusable(path, Libc.Message(Libc.LastError));
        if (IsPipe(descriptor))
            return new Bell(descriptor);
        _ = Libc.Close(descriptor);
        throw Unusable(path, "a file that is no FIFO lies there");
    }

    /// <summary>Sleeps until the bell rings (true) or the time is over (false). Rings since the last wait count as one.</summary>
    public bool Wait(TimeSpan wait)
    {
        if (_portable is not null)
            return _portable.Wait(wait);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var remaining = wait - Stopwatch.GetElapsedTime(started);
            var timeoutMs = wait == Timeout.InfiniteTimeSpan ? -1 : (int)Math.Clamp(Math.Ceiling(remaining.TotalMilliseconds), 0, int.MaxValue);
            if (Libc.Poll([new Libc.PollEntry(_descriptor)], timeoutMs) > 0)
            {
                Drain();
                return true;
            }
            if (timeoutMs == 0)
                return false;
        }
    }

    /// <summary>Rings without ever blocking. False when nobody listens.</summary>
    public static bool Ring(string path)
    {
        if (!OperatingSystem.IsLinux())
            return PortableBell.Ring(path);
        var descriptor = Libc.Open(path, Libc.WriteOnly | Libc.NonBlock | Libc.CloseOnExec, 0);
        if (descriptor < 0)
            return false;
        // A full FIFO means that the bell is ringing already.
        var rung = IsPipe(descriptor) && (Libc.Write(descriptor, [1]) || Libc.LastError == Libc.WouldBlock);
        _ = Libc.Close(descriptor);
        return rung;
    }

    public void Dispose()
    {
        _portable?.Dispose();
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
            _ = Libc.Close(descriptor);
    }

    private void Drain()
    {
        Span<byte> rings = stackalloc byte[4096];
        while (Libc.Read(_descriptor, rings) == rings.Length)
        {
        }
    }

    /// <summary>Only a pipe has no position.</summary>
    private static bool IsPipe(int descriptor) => Libc.Seek(descriptor, 0, 1) < 0;

    private static OvException Unusable(string path, string why) =>
        new(ErrorCode.UnsafeStorage, $"The bell {path} cannot be used: {why}.", "Check the folder's permissions and that its file system supports FIFOs.");
}
