namespace Ov.Core.Ledger;

/// <summary>Of version 3: the part about what lands when.</summary>
internal static class SchemaLanding
{
    public const string Part = """

        -- Its landing was undone: it waits for the operator's word or a new commit. reverted_by: the commit that took its own out of the target again.
        ALTER TABLE merge ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE merge ADD COLUMN reverted_by TEXT;

        -- What the remote gets of this run's landings; NULL: what merge.publish says.
        ALTER TABLE run ADD COLUMN publish TEXT;
        """;
}
