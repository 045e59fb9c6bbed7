namespace Ov.Core.Ledger;

/// <summary>The part of step 2 about merging.</summary>
internal static class SchemaMerging
{
    public const string Step = """

        -- Which rules resolved what git could not merge, a JSON array.
        ALTER TABLE merge ADD COLUMN resolutions TEXT NOT NULL DEFAULT '[]';
        """;
}
