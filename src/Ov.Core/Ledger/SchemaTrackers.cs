namespace Ov.Core.Ledger;

/// <summary>Part of version 3: tasks whose other side is an issue of a tracker.</summary>
internal static class SchemaTrackers
{
    public const string Part = """

        -- tracker: who has the issue; NULL for a file. Its file_state is pending for an open one, and closed.
        ALTER TABLE task_source ADD COLUMN tracker TEXT;
        CREATE INDEX task_source_key ON task_source(key);
        CREATE INDEX task_source_tracker ON task_source(tracker, file_state) WHERE tracker IS NOT NULL;
        """;
}
