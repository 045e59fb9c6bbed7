namespace Ov.Core.Ledger;

/// <summary>Of version 5: the part about mail that belongs to a task.</summary>
internal static class SchemaMailOfTasks
{
    public const string Part = """

        -- A task's own mail is found without reading everybody's.
        CREATE INDEX message_task ON message(task_id, seq) WHERE task_id IS NOT NULL;
        """;
}
