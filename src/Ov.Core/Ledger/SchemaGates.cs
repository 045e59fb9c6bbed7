namespace Ov.Core.Ledger;

/// <summary>The part of step 2 about gates.</summary>
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
        """;
}
