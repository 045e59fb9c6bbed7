using System.Globalization;

namespace Ov.Bench.Rows;

/// <summary>What a turn costs beside its own program: from the mail that wakes an idle agent to the turn's end in the ledger, with a program that does nothing.</summary>
internal static class TurnOverhead
{
    private const string Row = "a turn, from the mail to its end";
    private const string Nothing = "/bin/true";
    private const int Count = 30;
    private const double LongestMs = 60;

    private const string Ended = "SELECT count(*) FROM event WHERE type = 'turn.ended' AND actor = 'turner'";

    /// <summary>Each turn's end less the time of the mail before it; the first turn was woken by no mail.</summary>
    private const string Times =
        "SELECT e.at - (SELECT m.at FROM event m WHERE m.type = 'mail.sent' AND m.seq < e.seq ORDER BY m.seq DESC LIMIT 1) FROM event e WHERE e.type = 'turn.ended' AND e.actor = 'turner' ORDER BY e.seq LIMIT -1 OFFSET 1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        Finding finding;
        try
        {
            finding = Turns(bout);
        }
        catch (BenchFailure failure)
        {
            finding = Finding.Missing(Row, "its program alone", failure.Message, hasAim: true);
        }

        bout.Ours.Run("stop", "--all", "--yes");
        Family.Reap();
        yield return finding;
    }

    private static Finding Turns(Bout bout)
    {
        bout.Ours.Run("sling", "Take turns", "--name", "turner", "--exec", Nothing);
        Await(bout, 1);
        var wake = bout.Ours.Make("mail", "send", "--to", "turner", "--subject", "Wake", "--body", "Up.");
        for (var turn = 2; turn <= Count + 1; turn++)
        {
            wake.Time();
            Await(bout, turn);
        }

        var times = Ask(bout, Times).Split('\n').Select(ms => double.Parse(ms, CultureInfo.InvariantCulture)).ToList();
        var alone = bout.Arena.Make(Nothing, bout.Ours.Project, []);
        var (whole, program) = (Stats.Median(times), Stats.Median(Enumerable.Range(0, Count).Select(_ => alone.Time()).ToList()));
        return new Finding(Row, "its program alone", $"{whole:0.0} ms", $"{program:0.0} ms", $"+{whole - program:0.0} ms", $"< +{LongestMs:0} ms", whole - program < LongestMs);
    }

    private static void Await(Bout bout, int turns)
    {
        var until = DateTime.UtcNow + Patience;
        while (int.Parse(Ask(bout, Ended), CultureInfo.InvariantCulture) < turns)
        {
            if (DateTime.UtcNow > until)
            {
                throw new BenchFailure($"turn {turns} did not end");
            }
        }
    }

    private static string Ask(Bout bout, string sql) => bout.Arena.Read(bout.Arena.Sqlite, bout.Ours.Project, ["-batch", "-readonly", "-cmd", ".timeout 5000", bout.Ours.Ledger, sql]);
}
