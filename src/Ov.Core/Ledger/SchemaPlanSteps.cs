namespace Ov.Core.Ledger;

/// <summary>Part of version 5: who looks and who plans before the work of a run begins.</summary>
internal static class SchemaPlanSteps
{
    public const string Part = """

        -- step: explore or plan. after_event: the newest event when it was asked for.
        CREATE TABLE plan_step(
          task_id TEXT PRIMARY KEY REFERENCES task(id), run_id TEXT NOT NULL REFERENCES run(id), step TEXT NOT NULL, after_event INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX plan_step_run ON plan_step(run_id, after_event);
        """;
}
