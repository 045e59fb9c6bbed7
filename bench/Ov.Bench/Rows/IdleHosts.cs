using System.Diagnostics;

namespace Ov.Bench.Rows;

/// <summary>What a team costs while it waits: the memory of one host, the processor time of fifty and their watcher; and how long a look at the fifty takes.</summary>
internal static class IdleHosts
{
    private const int Count = 50, Batch = 10, Looks = 40;
    private const double LongestLookMs = 50;
    private const double MostMegabytes = 15, MostOfACore = 0.01;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        foreach (var side in bout.Peer is null ? [bout.Ours] : new[] { bout.Ours, bout.Peer })
        {
            var ours = side == bout.Ours;
            List<Finding> findings;
            try
            {
                findings = Figures(side, ours);
            }
            catch (BenchFailure failure)
            {
                findings = [Finding.Missing("idle hosts", ours ? "" : side.Name, failure.Message, ours)];
            }

            foreach (var finding in findings)
            {
                yield return finding;
            }
        }
    }

    private static List<Finding> Figures(Contestant side, bool ours)
    {
        Start(side, 1);
        // Whatever a start leaves to be done is done by then.
        Thread.Sleep(Settling);
        var memory = Family.Memory(Family.Hosts().Single());
        for (var started = 1; started < Count; started += Batch)
        {
            Start(side, Math.Min(Batch, Count - started));
        }

        Thread.Sleep(Settling);
        var everyone = Family.Members();
        var (before, since) = (Family.ProcessorTime(everyone), Stopwatch.GetTimestamp());
        Thread.Sleep(Watched);
        var share = (Family.ProcessorTime(everyone) - before) / Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        var hosts = Family.Hosts().Count;
        var look = side.Make("status");
        var looks = Stats.Median(Enumerable.Range(0, Looks).Select(_ => look.Time()).ToList());
        side.Run("stop", "--all", "--yes");
        Family.Reap();
        var against = ours ? "" : side.Name;
        return
        [
            new Finding("an idle host's memory", against, $"{memory.Resident:0.0} MB RSS", $"{memory.Proportional:0.0} MB PSS", $"{memory.Resident:0.0} MB",
                ours ? $"< {MostMegabytes:0} MB" : null, ours ? memory.Resident < MostMegabytes : null),
            hosts != Count
                ? Finding.Missing($"{Count} idle hosts", against, $"{hosts} hosts were alive at the end", ours)
                : new Finding($"{Count} idle hosts over {Watched.TotalSeconds:0} s", against, $"{share:0.00%} of a core", "", $"{share:0.00%}",
                    ours ? $"< {MostOfACore:0%} of a core" : null, ours ? share < MostOfACore : null),
            new Finding($"status, {Count} agents and worktrees", against, $"{looks:0.0} ms", "", $"{looks:0.0} ms",
                ours ? $"< {LongestLookMs:0} ms" : null, ours ? looks < LongestLookMs : null),
        ];
    }

    private static void Start(Contestant side, int count)
    {
        side.Run(["sling", .. Enumerable.Range(0, count).Select(i => $"Wait {i}"), "--runtime", "exec"]);
        var patience = Stopwatch.StartNew();
        while (Family.Hosts().Count == 0 && patience.Elapsed < TimeSpan.FromSeconds(10))
        {
            Thread.Sleep(20);
        }
    }
}
