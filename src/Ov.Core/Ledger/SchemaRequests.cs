namespace Ov.Core.Ledger;

/// <summary>Part of version 5: the pull request of a run's own branch.</summary>
internal static class SchemaRequests
{
    public const string Part = """

        -- The pull request that offers the run's branch to where it was cut from, JSON, and when it was made; NULL for none.
        ALTER TABLE run ADD COLUMN request TEXT;
        ALTER TABLE run ADD COLUMN requested_at INTEGER;
        """;
}
