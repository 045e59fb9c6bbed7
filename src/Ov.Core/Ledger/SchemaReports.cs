namespace Ov.Core.Ledger;

/// <summary>Part of version 3: what was made of the actions of runs' reports.</summary>
internal static class SchemaReports
{
    public const string Part = """

        -- key: what the action comes from; made: id of the task or of the lesson's note.
        CREATE TABLE report_action(
          run_id TEXT NOT NULL REFERENCES run(id), key TEXT NOT NULL, made TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(run_id, key)) WITHOUT ROWID;
        """;
}
