using System.Diagnostics;
using System.Runtime.Versioning;
using Ov.Core.Processes;

namespace Ov.Tests.Processes;

[SupportedOSPlatform("linux")]
public sealed class FileLockTests : IDisposable
{
    private readonly ProcessScratch _scratch = new();

    private string LockPath => _scratch.File("lock");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void One_holder_at_a_time_and_a_probe_disturbs_nobody()
    {
        Assert.False(FileLock.IsHeld(LockPath));
        Assert.False(File.Exists(LockPath));
        using (var held = FileLock.TryTake(LockPath))
        {
            Assert.NotNull(held);
            Assert.Null(FileLock.TryTake(LockPath));
            Assert.True(FileLock.IsHeld(LockPath));
        }
        Assert.False(FileLock.IsHeld(LockPath));
        FileLock.TryTake(LockPath)!.Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(LockPath));
    }

    [Fact]
    public void Probing_without_pause_never_makes_a_free_lock_look_held()
    {
        var stop = false;
        var probes = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
                FileLock.IsHeld(LockPath);
        });
        probes.Start();
        var missed = 0;
        for (var i = 0; i < 300; i++)
        {
            using var taken = FileLock.TryTake(LockPath);
            missed += taken is null ? 1 : 0;
        }
        Volatile.Write(ref stop, true);
        probes.Join();
        Assert.Equal(0, missed);
    }

    [Fact]
    public void A_wait_ends_in_time_and_a_late_lock_is_given_back()
    {
        var held = FileLock.TryTake(LockPath)!;
        var started = Stopwatch.GetTimestamp();
        Assert.Null(FileLock.Take(LockPath, TimeSpan.FromMilliseconds(100)));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 90, 10_000);
        Assert.True(SomebodyWaits());
        held.Dispose();
        // The abandoned waiter gets the lock now and must let go at once.
        ProcessScratch.Until(() => !SomebodyWaits(), "the abandoned waiter got the lock");
        using var next = FileLock.Take(LockPath, TimeSpan.FromSeconds(20));
        Assert.NotNull(next);
    }

    [Fact]
    public async Task A_waiter_gets_the_lock_as_soon_as_it_is_free()
    {
        var held = FileLock.TryTake(LockPath)!;
        var waiting = Task.Run(() => FileLock.Take(LockPath, TimeSpan.FromSeconds(30)));
        ProcessScratch.Until(SomebodyWaits, "somebody waits in the kernel");
        held.Dispose();
        using var next = await waiting;
        Assert.NotNull(next);
    }

    [Fact]
    public void Under_contention_nobody_is_inside_together_and_everybody_gets_in()
    {
        var (inside, together, entered) = (0, 0, 0);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (var i = 0; i < 50; i++)
            {
                using var taken = FileLock.Take(LockPath, TimeSpan.FromSeconds(30))!;
                together += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
                entered++;
                Interlocked.Decrement(ref inside);
            }
        });
        Assert.Equal((0, 400), (together, entered));
    }

    [Fact]
    public void A_holder_that_is_killed_gives_the_lock_back()
    {
        var probe = _scratch.Probe("lock", LockPath);
        using var holder = TurnProcess.Start(new TurnRequest("sh", ["-c", $"sleep 300 | {probe.FileName} {string.Join(' ', probe.Arguments)}"], "/", _scratch.Variables));
        ProcessScratch.Until(() => FileLock.IsHeld(LockPath), "the other process holds the lock");
        Assert.Null(FileLock.TryTake(LockPath));
        holder.End(TimeSpan.Zero);
        using var taken = FileLock.Take(LockPath, TimeSpan.FromSeconds(20));
        Assert.NotNull(taken);
    }

    [Fact]
    public async Task A_lock_on_a_removed_file_is_no_lock()
    {
        var held = FileLock.TryTake(LockPath)!;
        var waiting = Task.Run(() => FileLock.Take(LockPath, TimeSpan.FromSeconds(30)));
        ProcessScratch.Until(SomebodyWaits, "somebody waits in the kernel");
        File.Delete(LockPath);
        held.Dispose();
        using var taken = await waiting;
        Assert.NotNull(taken);
        Assert.True(File.Exists(LockPath));
        Assert.Null(FileLock.TryTake(LockPath));
    }

    private bool SomebodyWaits()
    {
        var inode = _scratch.Sh($"stat -c %i {LockPath}").Stdout.Trim();
        return File.ReadLines("/proc/locks").Any(l => l.Contains("-> FLOCK") && l.Contains($":{inode} "));
    }
}
