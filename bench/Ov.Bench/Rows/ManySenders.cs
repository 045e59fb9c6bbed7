using System.Diagnostics;

namespace Ov.Bench.Rows;

/// <summary>
/// Twenty processes at a time, each sending its mails one program start after the other; sqlite3 inserts the same rows with a ten-second
/// timeout and the same synchronous. The two take turns in rounds.
/// </summary>
internal static class ManySenders
{
    private const int Senders = 20, Each = 200, Rounds = 5;
    private const string Row = "20 × 200 mails at once";

    /// <summary>One mail to the operator.</summary>
    public static readonly string[] Words = ["mail", "send", "--to", "operator", "--subject", "Subject", "--body", "Body"];

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        foreach (var finding in Findings(bout, "sqlite3", () => bout.Sqlite(SameStatements.Send, ".timeout 10000"), aims: true))
        {
            yield return finding;
        }

        if (bout.Peer is { } peer)
        {
            foreach (var finding in Findings(bout, peer.Name, () => peer.Make(Words), aims: false))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Findings(Bout bout, string against, Func<Launch> theirs, bool aims)
    {
        List<Finding> findings;
        try
        {
            findings = Rates(against, new Crowd(() => bout.Ours.Make(Words)), new Crowd(theirs), aims);
        }
        catch (BenchFailure failure)
        {
            findings = [Finding.Missing(Row, against, failure.Message, aims)];
        }

        return findings;
    }

    private static List<Finding> Rates(string against, Crowd ours, Crowd theirs, bool aims)
    {
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var (first, second) = round % 2 == 0 ? (ours, theirs) : (theirs, ours);
            first.Round(Each / Rounds);
            second.Round(Each / Rounds);
            ratios.Add(ours.Rates[^1] / theirs.Rates[^1]);
        }

        var rate = Stats.Median(ratios);
        var (p50, p99) = (ours.Percentile(50) / theirs.Percentile(50), ours.Percentile(99) / theirs.Percentile(99));
        return
        [
            new Finding($"{Row}: rate", against, $"{Stats.Median(ours.Rates):0} /s", $"{Stats.Median(theirs.Rates):0} /s", $"{rate:0.00} ×", aims ? "≥ 0.5 ×" : null, aims ? rate >= 0.5 : null),
            new Finding($"{Row}: p50", against, $"{ours.Percentile(50):0.0} ms", $"{theirs.Percentile(50):0.0} ms", $"{p50:0.00} ×"),
            new Finding($"{Row}: p99", against, $"{ours.Percentile(99):0.0} ms", $"{theirs.Percentile(99):0.0} ms", $"{p99:0.00} ×", aims ? "≤ 1 ×" : null, aims ? p99 <= 1 : null),
        ];
    }

    private sealed class Crowd(Func<Launch> make)
    {
        private readonly Launch[] _launches = [.. Enumerable.Range(0, Senders).Select(_ => make())];
        private readonly List<double> _times = [];

        /// <summary>Mails a second, one figure a round.</summary>
        public List<double> Rates { get; } = [];

        public double Percentile(double percent) => Stats.Percentile(_times, percent);

        public void Round(int each)
        {
            var times = new double[Senders][];
            var failures = new Exception?[Senders];
            var started = Stopwatch.GetTimestamp();
            var threads = Enumerable.Range(0, Senders).Select(sender => new Thread(() =>
            {
                try
                {
                    times[sender] = [.. Enumerable.Range(0, each).Select(_ => _launches[sender].Time())];
                }
                catch (BenchFailure failure)
                {
                    failures[sender] = failure;
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Rates.Add(Senders * each / Stopwatch.GetElapsedTime(started).TotalSeconds);
            if (failures.FirstOrDefault(failure => failure is not null) is { } failed)
            {
                throw failed;
            }

            _times.AddRange(times.SelectMany(list => list));
        }
    }
}
