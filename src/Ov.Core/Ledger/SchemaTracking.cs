namespace Ov.Core.Ledger;

/// <summary>Part of version 3: where tasks come from that are also kept elsewhere.</summary>
internal static class SchemaTracking
{
    public const string Part = """

        -- The file of a task. key: what other files call it; hash: of the file, seen: of the task, both when they last agreed; file_state: what the file said then.
        CREATE TABLE task_source(
          task_id TEXT PRIMARY KEY REFERENCES task(id), run_id TEXT NOT NULL REFERENCES run(id), key TEXT NOT NULL, path TEXT NOT NULL,
          hash TEXT NOT NULL, seen TEXT NOT NULL, file_state TEXT NOT NULL, UNIQUE(run_id, key)) WITHOUT ROWID;

        -- How each agent that worked on a task ended it. brief: of what it was asked; let_go: the operator took it up again all the same.
        CREATE TABLE task_attempt(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, task_id TEXT NOT NULL REFERENCES task(id), agent TEXT NOT NULL, completed INTEGER NOT NULL, brief TEXT NOT NULL,
          summary TEXT NOT NULL, files TEXT NOT NULL, tests TEXT NOT NULL, caveats TEXT, let_go INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL);
        CREATE INDEX task_attempt_task ON task_attempt(task_id, seq);
        CREATE INDEX task_attempt_failed ON task_attempt(seq) WHERE completed = 0;
        """;
}
