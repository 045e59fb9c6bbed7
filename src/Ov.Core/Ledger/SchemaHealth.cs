namespace Ov.Core.Ledger;

/// <summary>Of version 3: what holds agents up, and limits of their runtimes' accounts.</summary>
internal static class SchemaHealth
{
    public const string Part = """

        -- What holds it up, as its runtime, its screen or its mail said: answer, prompt, limited or context_full.
        ALTER TABLE agent ADD COLUMN obstacle TEXT;
        ALTER TABLE agent ADD COLUMN obstacle_text TEXT;
        ALTER TABLE agent ADD COLUMN obstacle_since INTEGER;
        ALTER TABLE agent ADD COLUMN obstacle_until INTEGER;
        -- Until when no turn of a runtime begins; tries: how often in a row it said so.
        CREATE TABLE runtime_limit(
          runtime TEXT PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL, tries INTEGER NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
        """;
}
