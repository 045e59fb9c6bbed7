namespace Ov.Core.Ledger;

/// <summary>Part of version 3: where tasks come from that are also kept elsewhere.</summary>
internal static class SchemaTracking
{
    public const string Part = """

        -- The file of a task. key: what other files call it; hash: of the file, seen: of the task, both when they last agreed; file_state: what the file said then.
        CREATE TABLE task_source(
          task_id TEXT PRIMARY KEY REFERENCES task(id), run_id TEXT NOT NULL REFERENCES run(id), key TEXT NOT NULL, path TEXT NOT NULL,
          hash TEXT NOT NULL, seen TEXT NOT NULL, file_state TEXT NOT NULL, UNIQUE(run_id, key)) WITHOUT ROWID;
        """;
}
