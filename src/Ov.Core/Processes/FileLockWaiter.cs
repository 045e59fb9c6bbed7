using System.Diagnostics;

namespace Ov.Core.Processes;

/// <summary>Waits in the kernel on a thread of its own, so that the wait can end before the lock is free.</summary>
internal sealed class FileLockWaiter(Func<int?> take)
{
    private readonly object _gate = new();
    private int? _descriptor;
    private Exception? _failure;
    private bool _abandoned;

    internal int? Wait(TimeSpan wait, CancellationToken stop = default)
    {
        var started = Stopwatch.GetTimestamp();
        using var end = stop.Register(() =>
        {
            lock (_gate)
                Monitor.PulseAll(_gate);
        });
        lock (_gate)
        {
            new Thread(TakeLock, 256 * 1024) { IsBackground = true, Name = "lock" }.Start();
            while (_descriptor is null && _failure is null && !stop.IsCancellationRequested && wait - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } remaining)
                Monitor.Wait(_gate, remaining);
            _abandoned = _descriptor is null;
            return _failure is null ? _descriptor : throw _failure;
        }
    }

    private void TakeLock()
    {
        int? descriptor = null;
        Exception? failure = null;
        try
        {
            descriptor = take();
        }
        catch (OvException refused)
        {
            failure = refused;
        }
        lock (_gate)
        {
            (_descriptor, _failure) = (descriptor, failure);
            // Nobody waits any more: a lock kept here would be held for ever.
            if (_abandoned && descriptor is { } late)
                FileLock.Release(late);
            Monitor.Pulse(_gate);
        }
    }
}
