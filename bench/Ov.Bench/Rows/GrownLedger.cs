namespace Ov.Bench.Rows;

/// <summary>The commands of hooks and eyes on a ledger with years of history, beside the same on one that has just begun.</summary>
internal static class GrownLedger
{
    private const int Count = 60;
    private const double AtMost = 1.3;

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        Contestant small, grown;
        Finding? failed = null;
        (small, grown) = (bout.Ours, bout.Ours);
        try
        {
            small = Make(bout.Arena, "small", bout.Ours.Program);
            grown = Make(bout.Arena, "grown", bout.Ours.Program);
            Grow(bout.Arena, grown);
        }
        catch (BenchFailure failure)
        {
            failed = Finding.Missing("a grown ledger", "an empty ledger", failure.Message, hasAim: true);
        }

        if (failed is not null)
        {
            yield return failed;
            yield break;
        }

        foreach (var (row, words) in new (string, string[])[]
        {
            ("mail check", ["mail", "check"]), ("status", ["status"]), ("log tool-start", ["log", "tool-start", "--tool-name", "Bash"]),
        })
        {
            yield return bout.Compare($"{row}, 200 000 mails, 1 000 000 events", "an empty ledger", Count, grown.Make(words).Time, small.Make(words).Time, AtMost);
        }
    }

    private static Contestant Make(Arena arena, string name, string program)
    {
        var made = new Contestant(arena, name, program);
        made.Run("task", "add", "A task");
        return made;
    }

    /// <summary>Rows as ov would have left them; then the log is copied back, as ov's own writers do on the way.</summary>
    private static void Grow(Arena arena, Contestant grown) => arena.Run(arena.Sqlite, grown.Project, "-batch", grown.Ledger, History);

    private const string Number = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ";

    private const string History =
        "PRAGMA synchronous=OFF; BEGIN;"
        + Number + "3000) INSERT INTO task(id, run_id, number, title, state, created_by, created_at, updated_at, closed_at, branch)"
        + " SELECT 'task-old' || i, (SELECT id FROM run LIMIT 1), i + 100, 'Task ' || i, 'closed', 'operator', i, i, i, 'overstory/worker-' || i FROM n;"
        + Number + "3000) INSERT INTO agent(id, name, incarnation, role, state, state_since, run_id, task_id, depth, runtime, secret_hash, branch, created_by, created_at, last_activity_at, ended_at)"
        + " SELECT 'agent-old' || i, 'worker-' || (i % 60), i / 60 + 1, 'builder', 'completed', i, (SELECT id FROM run LIMIT 1), 'task-old' || i, 0, 'exec', 'x', 'overstory/worker-' || i, 'operator', i, i, i FROM n;"
        + Number + "3000) INSERT INTO worktree(id, agent_id, path, branch, base_commit, state, created_at, removed_at)"
        + " SELECT 'worktree-old' || i, 'agent-old' || i, '/gone/' || i, 'overstory/worker-' || i, 'x', 'removed', i, i FROM n;"
        + Number + "3000) INSERT INTO merge(id, task_id, branch, tip, target, state, requested_by, created_at, updated_at, landed_at, landing)"
        + " SELECT 'merge-old' || i, 'task-old' || i, 'overstory/worker-' || i, 'x', 'main', 'landed', 'operator', i, i, i, i FROM n;"
        + Number + "200000) INSERT INTO message(id, thread_id, sender, recipient, addressed_to, type, priority, subject, body, state, read_at, created_at)"
        + " SELECT 'msg-old' || i, 'msg-old' || (i - i % 3), 'worker-' || (i % 60), CASE i % 4 WHEN 0 THEN 'operator' ELSE 'worker-' || (i % 61) END, 'operator',"
        + " CASE i % 10 WHEN 0 THEN 'question' ELSE 'status' END, CASE i % 20 WHEN 0 THEN 'high' ELSE 'normal' END, 'Subject ' || i,"
        + " 'A body of a few words, as mails have them, number ' || i, CASE i % 10 WHEN 0 THEN 'answered' ELSE 'read' END, i, i FROM n;"
        + Number + "1000000) INSERT INTO event(at, type, actor, agent_id, task_id, level, tool, text)"
        + " SELECT i, CASE i % 2 WHEN 0 THEN 'tool.start' ELSE 'tool.end' END, 'worker-' || (i % 60), 'agent-old' || (i % 3000 + 1), 'task-old' || (i % 3000 + 1), 'info', 'Bash', 'Bash: ls' FROM n;"
        + "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);";
}
