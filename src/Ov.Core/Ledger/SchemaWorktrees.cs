namespace Ov.Core.Ledger;

/// <summary>Of version 3: when a worktree's uncommitted work was kept.</summary>
internal static class SchemaWorktrees
{
    public const string Part = """

        ALTER TABLE worktree ADD COLUMN kept_at INTEGER;
        """;
}
