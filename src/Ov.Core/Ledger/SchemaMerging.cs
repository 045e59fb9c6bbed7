namespace Ov.Core.Ledger;

/// <summary>Of version 2 and never changed again: the part about merging.</summary>
internal static class SchemaMerging
{
    public const string Step = """

        -- Which rules resolved what git could not merge, a JSON array.
        ALTER TABLE merge ADD COLUMN resolutions TEXT NOT NULL DEFAULT '[]';

        -- With which others an entry was gated at once, JSON.
        ALTER TABLE merge ADD COLUMN train TEXT;

        -- What its next agent has to know of why it came back.
        ALTER TABLE merge ADD COLUMN brief TEXT;
        ALTER TABLE merge ADD COLUMN returns INTEGER NOT NULL DEFAULT 0;

        -- Files in which it had conflicted and that were merged by hand: shown to whoever meets a conflict there.
        ALTER TABLE merge ADD COLUMN mended TEXT NOT NULL DEFAULT '[]';
        CREATE INDEX merge_mended ON merge(landing) WHERE mended <> '[]';

        -- How whoever was asked merged a file, by the ids of its three versions; bytes as characters.
        CREATE TABLE conflict_answer(versions TEXT PRIMARY KEY, path TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;

        -- The pull request that offers a branch to its target, JSON, when the forge was asked about it last, and what it said of it that was told already.
        ALTER TABLE merge ADD COLUMN request TEXT;
        ALTER TABLE merge ADD COLUMN looked_at INTEGER;
        CREATE INDEX merge_offered ON merge(seq) WHERE request IS NOT NULL AND state IN ('queued', 'building', 'gating', 'conflicted', 'rejected');
        CREATE TABLE forge_remark(merge_id TEXT NOT NULL REFERENCES merge(id), key TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(merge_id, key)) WITHOUT ROWID;

        -- In which files two versions of the project conflict; each is named by its commit and tree.
        CREATE TABLE radar(one TEXT NOT NULL, other TEXT NOT NULL, files TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(one, other)) WITHOUT ROWID;
        """;
}
