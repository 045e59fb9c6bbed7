namespace Ov.Core.Ledger;

/// <summary>The part of step 2 about merging.</summary>
internal static class SchemaMerging
{
    public const string Step = """

        -- Which rules resolved what git could not merge, a JSON array.
        ALTER TABLE merge ADD COLUMN resolutions TEXT NOT NULL DEFAULT '[]';

        -- With which others an entry was gated at once, JSON.
        ALTER TABLE merge ADD COLUMN train TEXT;

        -- In which files two versions of the project conflict; each is named by its commit and tree.
        CREATE TABLE radar(one TEXT NOT NULL, other TEXT NOT NULL, files TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(one, other)) WITHOUT ROWID;
        """;
}
