namespace Ov.Core.Ledger;

/// <summary>Part of version 4: facts that are kept with a task.</summary>
internal static class SchemaBoard
{
    public const string Part = """

        -- metadata: a list of key=value, in order; NULL for none.
        ALTER TABLE task ADD COLUMN metadata TEXT;
        """;
}
