namespace Ov.Core.Ledger;

/// <summary>Of version 5: the part about how an agent's conversation grows.</summary>
internal static class SchemaContext
{
    public const string Part = """

        -- What the conversation took when the turn began that runs now, or ran last; null before there was any.
        ALTER TABLE agent ADD COLUMN context_before INTEGER;
        """;
}
