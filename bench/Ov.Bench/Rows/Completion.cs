namespace Ov.Bench.Rows;

/// <summary>What a press of the Tab key waits for, where there is much to choose from.</summary>
internal static class Completion
{
    private const int Count = 60;
    private const double LongestMs = 30;

    private const string Number = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ";

    private const string Crowd =
        "PRAGMA synchronous=OFF; BEGIN;"
        + Number + "1000) INSERT INTO agent(id, name, incarnation, role, state, state_since, run_id, depth, runtime, secret_hash, branch, created_by, created_at, last_activity_at)"
        + " SELECT 'agent-crowd' || i, 'worker-' || i, 1, 'builder', 'working', i, (SELECT id FROM run LIMIT 1), 0, 'exec', 'x', 'overstory/worker-' || i, 'operator', i, i FROM n;"
        + Number + "3000) INSERT INTO task(id, run_id, number, title, state, created_by, created_at, updated_at)"
        + " SELECT 'task-crowd' || i, (SELECT id FROM run LIMIT 1), i + 100, 'Task ' || i, 'pending', 'operator', i, i FROM n;"
        + "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);";

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        Contestant crowd;
        Finding? failed = null;
        try
        {
            crowd = Make(bout);
        }
        catch (BenchFailure failure)
        {
            (crowd, failed) = (bout.Ours, Finding.Missing("completion", "", failure.Message, hasAim: true));
        }

        if (failed is not null)
        {
            yield return failed;
            yield break;
        }

        foreach (var (what, words) in new (string, string[])[]
        {
            ("agents", ["stop", ""]), ("tasks", ["task", "show", "1"]), ("branches", ["merge", "--branch", "topic/"]), ("verbs", ["task", "sh"]),
        })
        {
            var press = crowd.Make(["complete", "fish", "--", .. words]);
            var times = Enumerable.Range(0, Count).Select(_ => press.Time()).ToList();
            var median = Stats.Median(times);
            yield return new Finding(
                $"completion of {what}, 1 000 agents, 5 000 branches", "", $"{median:0.0} ms", $"p99 {Stats.Percentile(times, 99):0.0} ms", $"{median:0.0} ms", $"< {LongestMs:0} ms", median < LongestMs);
        }
    }

    private static Contestant Make(Bout bout)
    {
        var made = new Contestant(bout.Arena, "crowd", bout.Ours.Program);
        made.Run("task", "add", "A task");
        bout.Arena.Run(bout.Arena.Sqlite, made.Project, "-batch", made.Ledger, Crowd);
        var tip = bout.Arena.Read(bout.Arena.Git, made.Project, ["rev-parse", "HEAD"]).Trim();
        var refs = Path.Combine(made.Project, ".git", "packed-refs");
        var packed = Enumerable.Range(0, 5000).Select(i => $"{tip} refs/heads/topic/{i:0000}");
        File.WriteAllText(refs, $"# pack-refs with: peeled fully-peeled sorted \n{string.Join('\n', packed)}\n");
        return made;
    }
}
