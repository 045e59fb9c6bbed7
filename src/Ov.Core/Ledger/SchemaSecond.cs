namespace Ov.Core.Ledger;

/// <summary>From version 1 to 2: notes that are searched, more about worktrees, and what was imported from elsewhere.</summary>
internal static class SchemaSecond
{
    public const string Step = """
        CREATE INDEX IF NOT EXISTS note_kind ON note(kind, name, version);
        """;
}
