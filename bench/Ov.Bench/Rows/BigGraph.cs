namespace Ov.Bench.Rows;

/// <summary>What is worked out over a run of ten thousand tasks, beyond what any command costs: its reading, the graph and the answer.</summary>
internal static class BigGraph
{
    private const int Count = 10;
    private const double AtMostMs = 100;

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        Contestant ours;
        Finding? failed = null;
        ours = bout.Ours;
        try
        {
            ours = new Contestant(bout.Arena, "graph", bout.Ours.Program);
            ours.Run("task", "add", "A task");
            bout.Arena.Run(bout.Arena.Sqlite, ours.Project, "-batch", ours.Ledger, Tasks);
        }
        catch (BenchFailure failure)
        {
            failed = Finding.Missing("a graph of 10 000 tasks", "start-up", failure.Message, hasAim: true);
        }

        if (failed is not null)
        {
            yield return failed;
            yield break;
        }

        foreach (var words in new[] { "task lint --json", "task ready --json", "task ready --explain --json", "task waves --json", "task graph --json", "task list --json" })
        {
            yield return Beyond($"{words}, 10 000 tasks", ours.Make(words.Split(' ')).Time, ours.Make("version").Time);
        }
    }

    private static Finding Beyond(string row, Func<double> command, Func<double> start)
    {
        try
        {
            var pairs = Pairs.Measure(Count, command, start);
            var beyond = pairs.Ours - pairs.Theirs;
            return new Finding(row, "start-up", $"{pairs.Ours:0.0} ms", $"{pairs.Theirs:0.0} ms", $"+{beyond:0} ms", $"< +{AtMostMs:0} ms", beyond < AtMostMs);
        }
        catch (BenchFailure failure)
        {
            return Finding.Missing(row, "start-up", failure.Message, hasAim: true);
        }
    }

    /// <summary>Each second task needs one before it, each third another; every task has files of its own, and each hundredth shares a folder with the next.</summary>
    private const string Tasks =
        "PRAGMA synchronous=OFF; BEGIN;"
        + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO task(id, run_id, number, title, body, state, scope, criteria, created_by, created_at, updated_at)"
        + " SELECT 'task-big' || i, (SELECT id FROM run LIMIT 1), i + 100, 'Task ' || i, '## Tasks' || char(10) || '- Read it' || char(10) || '- Change it' || char(10), 'pending',"
        + " '[\"src/area' || (i / 100) || '/part' || (i - (i % 100 = 1)) || '/**\",\"docs/page' || i || '.md\"]', '[\"It works\"]', 'operator', i, i FROM n;"
        + "INSERT OR IGNORE INTO task_need(task_id, needs_id) SELECT id, 'task-big' || (number - 100 - 1 - (number * 7919) % 97) FROM task WHERE number > 300 AND number % 2 = 0;"
        + "INSERT OR IGNORE INTO task_need(task_id, needs_id) SELECT id, 'task-big' || (number - 100 - 1 - (number * 104729) % 193) FROM task WHERE number > 300 AND number % 3 = 0;"
        + "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);";
}
