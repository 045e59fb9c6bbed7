namespace Ov.Core.Ledger;

/// <summary>Of version 4: the part about agents whose conversation is to begin anew.</summary>
internal static class SchemaCompacting
{
    public const string Part = """

        -- Null, or when it was asked for: a turn that began since then is the last one of the old conversation. 0: the one that asks itself.
        ALTER TABLE agent ADD COLUMN compact_at INTEGER;
        """;
}
