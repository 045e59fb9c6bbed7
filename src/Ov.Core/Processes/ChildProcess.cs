using System.Collections.Concurrent;

namespace Ov.Core.Processes;

/// <summary>A child that we started and will reap ourselves.</summary>
internal sealed class ChildProcess : IDisposable
{
    // The kernel's child table is one per process, so is this note of which children somebody here waits for.
    private static readonly ConcurrentDictionary<int, bool> Awaited = new();

    private ChildProcess(int pid)
    {
        Pid = pid;
        Identity = ProcessIdentity.Of(pid) ?? new ProcessIdentity("", pid, 0);
        Descriptor = Libc.OpenProcess(pid);
    }

    internal int Pid { get; }

    internal ProcessIdentity Identity { get; }

    /// <summary>Becomes readable when the child exits; negative on a kernel before 5.3, where the caller looks from time to time.</summary>
    internal int Descriptor { get; private set; }

    /// <summary>128 + signal for a child ended by a signal; null while it runs.</summary>
    internal int? ExitCode { get; private set; }

    internal static bool IsAwaited(int pid) => Awaited.ContainsKey(pid);

    internal static ChildProcess Start(SpawnRequest request)
    {
        var pid = Spawner.Start(request);
        Awaited[pid] = true;
        return new ChildProcess(pid);
    }

    /// <summary>Reaps the child if it has exited.</summary>
    internal unsafe bool HasExited()
    {
        if (ExitCode is not null)
            return true;
        int status;
        var reaped = Libc.WaitPid(Pid, &status, Libc.NoHang);
        if (reaped == 0 || (reaped < 0 && Libc.LastError == Libc.Interrupted))
            return false;
        // A child reaped by somebody else has lost its status: that is a failure, never a success.
        ExitCode = reaped < 0 ? 255 : (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
        Awaited.TryRemove(Pid, out _);
        return true;
    }

    /// <summary>A child that still runs goes on without us; nobody but init or <see cref="Subreaper"/> reaps it then.</summary>
    public void Dispose()
    {
        if (Descriptor >= 0)
            _ = Libc.Close(Descriptor);
        Descriptor = -1;
        if (!HasExited())
            Awaited.TryRemove(Pid, out _);
    }
}
