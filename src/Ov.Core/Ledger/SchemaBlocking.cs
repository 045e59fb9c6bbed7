namespace Ov.Core.Ledger;

/// <summary>Part of version 3: what stands in the way of blocked tasks.</summary>
internal static class SchemaBlocking
{
    public const string Part = """

        -- The task that was made so that a blocked one can go on.
        CREATE TABLE task_blocker(
          task_id TEXT PRIMARY KEY REFERENCES task(id), blocker_id TEXT NOT NULL REFERENCES task(id)) WITHOUT ROWID;
        """;
}
