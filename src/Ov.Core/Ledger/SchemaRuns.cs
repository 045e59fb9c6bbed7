namespace Ov.Core.Ledger;

/// <summary>Of version 3: the part about templates, the loop and phases.</summary>
internal static class SchemaRuns
{
    public const string Part = """

        -- policy: the template as it was when the run started, with what was set since; JSON. loop: whether the tick starts its tasks.
        ALTER TABLE run ADD COLUMN template TEXT;
        ALTER TABLE run ADD COLUMN policy TEXT;
        ALTER TABLE run ADD COLUMN loop INTEGER NOT NULL DEFAULT 0;

        -- Tasks that do a phase for another one. after_event: the newest event when it was asked for.
        CREATE TABLE phase_task(
          task_id TEXT PRIMARY KEY REFERENCES task(id), run_id TEXT NOT NULL REFERENCES run(id), subject_id TEXT NOT NULL REFERENCES task(id), phase TEXT NOT NULL, after_event INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX phase_task_subject ON phase_task(subject_id);
        CREATE INDEX phase_task_run ON phase_task(run_id);
        """;
}
