using System.Diagnostics;

namespace Ov.Core.Processes;

/// <summary>The loop that ends processes: look, signal, look again, until nothing is left to signal.</summary>
internal static class TreeEnding
{
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);

    internal static TreeEnd Run(Func<IReadOnlyList<ProcessEntry>, IEnumerable<ProcessEntry>> choose, TimeSpan grace)
    {
        var started = Stopwatch.GetTimestamp();
        var targets = new Dictionary<(int Pid, long Start), bool>();
        for (var pauseMs = 2; ; pauseMs = Math.Min(50, pauseMs * 2))
        {
            var all = ProcessTree.All();
            var living = Living(all, choose(all), targets);
            if (living.Count == 0 || Stopwatch.GetElapsedTime(started) > grace + KillPatience)
                return Report(targets, living);
            var kill = Stopwatch.GetElapsedTime(started) >= grace;
            foreach (var process in living)
            {
                var isNew = targets.TryAdd((process.Pid, process.StartTime), true);
                if (kill)
                    Signal(process, Libc.SigKill);
                else if (isNew)
                    Terminate(process);
            }
            Thread.Sleep(pauseMs);
        }
    }

    /// <summary>What is chosen now, and what was chosen earlier with its children and sessions: a parent's death cuts the tree.</summary>
    private static List<ProcessEntry> Living(IReadOnlyList<ProcessEntry> all, IEnumerable<ProcessEntry> chosen, Dictionary<(int Pid, long Start), bool> earlier)
    {
        var living = chosen.ToDictionary(p => p.Pid);
        var pending = new Queue<ProcessEntry>(all.Where(p => earlier.ContainsKey((p.Pid, p.StartTime))).Concat(living.Values).ToList());
        var children = all.ToLookup(p => p.Parent);
        var sessions = all.ToLookup(p => p.Session);
        var seen = new HashSet<int>();
        while (pending.TryDequeue(out var process))
        {
            if (!seen.Add(process.Pid))
                continue;
            living[process.Pid] = process;
            var below = process.Session == process.Pid ? children[process.Pid].Concat(sessions[process.Pid]) : children[process.Pid];
            foreach (var next in below.Where(p => !seen.Contains(p.Pid) && !HostMarker.IsHost(p.Variable(HostMarker.Variable))))
                pending.Enqueue(next);
        }
        return [.. living.Values.Where(p => !p.IsDead && p.Pid != Environment.ProcessId)];
    }

    private static void Terminate(ProcessEntry process)
    {
        Signal(process, Libc.SigTerm);
        // A stopped process takes its SIGTERM only when it goes on.
        if (process.State is 'T' or 't')
            Signal(process, Libc.SigContinue);
    }

    /// <summary>Signals that process and no other: the descriptor holds on to it while the start time is compared.</summary>
    internal static void Signal(ProcessEntry process, int signal)
    {
        var descriptor = Libc.OpenProcess(process.Pid);
        try
        {
            if (ProcessEntry.Of(process.Pid)?.StartTime != process.StartTime)
                return;
            if (descriptor < 0 || !Libc.SignalProcess(descriptor, signal))
                _ = Libc.Kill(process.Pid, signal);
        }
        finally
        {
            if (descriptor >= 0)
                _ = Libc.Close(descriptor);
        }
    }

    private static TreeEnd Report(Dictionary<(int Pid, long Start), bool> targets, List<ProcessEntry> living)
    {
        var boot = ProcessIdentity.ReadBootId();
        var left = living.Select(p => new ProcessIdentity(boot, p.Pid, p.StartTime)).ToHashSet();
        return new TreeEnd([.. targets.Keys.Select(t => new ProcessIdentity(boot, t.Pid, t.Start)).Where(t => !left.Contains(t))], [.. left]);
    }
}
