namespace Ov.Core.Ledger;

/// <summary>Of version 2 and never changed again: the part about gates and checks.</summary>
internal static class SchemaGates
{
    public const string Step = """

        -- holds: what it keeps from going on now, bits of GatePoint.
        CREATE TABLE gate(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL REFERENCES run(id), task_id TEXT REFERENCES task(id), kind TEXT NOT NULL,
          state TEXT NOT NULL, question TEXT NOT NULL, evidence TEXT NOT NULL, opened_by TEXT NOT NULL, opener_id TEXT, opened_at INTEGER NOT NULL, expires_at INTEGER,
          holds INTEGER NOT NULL, answer TEXT, text TEXT, decided_by TEXT, decided_at INTEGER);
        CREATE INDEX gate_pending ON gate(seq) WHERE state = 'pending';
        CREATE INDEX gate_holding ON gate(run_id) WHERE holds <> 0;
        CREATE INDEX gate_run ON gate(run_id, seq);

        -- One look at a task's work: its commands, a review, or its criteria. tree: the files that were judged.
        CREATE TABLE check_result(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, task_id TEXT NOT NULL REFERENCES task(id), round TEXT NOT NULL, passed INTEGER NOT NULL,
          reasons TEXT NOT NULL, report TEXT NOT NULL, tree TEXT NOT NULL, by_whom TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX check_task ON check_result(task_id, seq);
        CREATE INDEX gate_task ON gate(task_id, kind) WHERE task_id IS NOT NULL;
        """;
}
