namespace Ov.Core.Ledger;

/// <summary>From version 1 to 2: notes that are searched, more about worktrees, and what was imported from elsewhere.</summary>
internal static class SchemaSecond
{
    public const string Step = """
        CREATE INDEX IF NOT EXISTS note_kind ON note(kind, name, version);
        CREATE INDEX agent_run ON agent(run_id);
        CREATE INDEX agent_living ON agent(seq) WHERE ended_at IS NULL;
        CREATE INDEX worktree_present ON worktree(seq) WHERE removed_at IS NULL;
        CREATE INDEX task_group_open ON task_group(seq) WHERE state = 'active';
        CREATE INDEX message_urgent ON message(recipient, seq) WHERE state = 'queued' AND priority IN ('high', 'urgent');
        """;
}
