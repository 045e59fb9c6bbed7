namespace Ov.Core.Ledger;

/// <summary>Part of version 5: tasks that one agent hands to another.</summary>
internal static class SchemaHandingOver
{
    public const string Part = """

        -- from_id: an agent hands over once. role: of whoever goes on. context: what that one has to know; NULL for nothing.
        CREATE TABLE handoff(
          seq INTEGER PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task(id), from_id TEXT NOT NULL UNIQUE REFERENCES agent(id), role TEXT NOT NULL,
          reason TEXT NOT NULL, context TEXT, at INTEGER NOT NULL);
        CREATE INDEX handoff_task ON handoff(task_id);
        """;
}
