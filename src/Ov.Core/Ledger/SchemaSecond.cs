namespace Ov.Core.Ledger;

/// <summary>From version 1 to 2: notes that are searched, more about worktrees, and what was imported from elsewhere.</summary>
internal static class SchemaSecond
{
    public const string Step = SchemaNotes.Step + """

        ALTER TABLE agent ADD COLUMN asked_to_report INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE agent ADD COLUMN stance TEXT;
        ALTER TABLE agent ADD COLUMN terminal INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE task_patch(
          task_id TEXT NOT NULL REFERENCES task(id), patched_id TEXT NOT NULL REFERENCES task(id), PRIMARY KEY(task_id, patched_id)) WITHOUT ROWID;
        CREATE INDEX task_patch_of ON task_patch(patched_id);
        -- What only its sling knew, JSON; the session of its parent that it begins with a fork of.
        ALTER TABLE agent ADD COLUMN briefing TEXT;
        ALTER TABLE agent ADD COLUMN fork_of TEXT;
        -- It works on a person's screen and only proposes what changes anything.
        ALTER TABLE agent ADD COLUMN desk INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE proposal(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, agent_id TEXT NOT NULL REFERENCES agent(id), command TEXT NOT NULL, preview TEXT NOT NULL, state TEXT NOT NULL,
          reason TEXT, made_at INTEGER NOT NULL);
        CREATE INDEX proposal_open ON proposal(agent_id) WHERE state <> 'done';
        CREATE INDEX proposal_pending ON proposal(seq) WHERE state = 'pending';
        CREATE TABLE usage(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, agent_id TEXT NOT NULL REFERENCES agent(id), run_id TEXT NOT NULL, task_id TEXT,
          role TEXT NOT NULL, runtime TEXT NOT NULL, session TEXT, turn INTEGER NOT NULL, model TEXT, input INTEGER NOT NULL, output INTEGER NOT NULL,
          cache_read INTEGER NOT NULL, cache_write INTEGER NOT NULL, reasoning INTEGER NOT NULL, cost_micros INTEGER);
        -- What a session counted already when it began as a fork of another.
        CREATE TABLE usage_base(
          session TEXT NOT NULL, model TEXT, input INTEGER NOT NULL, output INTEGER NOT NULL, cache_read INTEGER NOT NULL, cache_write INTEGER NOT NULL,
          reasoning INTEGER NOT NULL, cost_micros INTEGER);
        CREATE INDEX usage_base_session ON usage_base(session, model);
        CREATE INDEX usage_agent ON usage(agent_id);
        CREATE INDEX usage_session ON usage(session, model);
        CREATE INDEX usage_run ON usage(run_id, at);
        CREATE INDEX agent_run ON agent(run_id);
        CREATE INDEX agent_living ON agent(seq) WHERE ended_at IS NULL;
        CREATE INDEX worktree_present ON worktree(seq) WHERE removed_at IS NULL;
        CREATE INDEX task_group_open ON task_group(seq) WHERE state = 'active';
        CREATE INDEX message_urgent ON message(recipient, seq) WHERE state = 'queued' AND priority IN ('high', 'urgent');

        CREATE INDEX message_escalation ON message(recipient, seq) WHERE type = 'escalation' AND state IN ('queued', 'delivered', 'read');
        CREATE INDEX message_owed ON message(recipient_id, seq) WHERE sender = 'operator' AND task_id IS NULL AND state IN ('queued', 'delivered', 'read');

        ALTER TABLE worktree ADD COLUMN name TEXT;
        ALTER TABLE worktree ADD COLUMN task_id TEXT;
        ALTER TABLE worktree ADD COLUMN base_branch TEXT;
        ALTER TABLE worktree ADD COLUMN scope TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE worktree ADD COLUMN sparse TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE worktree ADD COLUMN keep_branch INTEGER NOT NULL DEFAULT 0;
        CREATE UNIQUE INDEX worktree_name ON worktree(name) WHERE name IS NOT NULL AND removed_at IS NULL;

        CREATE TABLE port(port INTEGER PRIMARY KEY, owner TEXT NOT NULL, slot INTEGER NOT NULL, UNIQUE(owner, slot));
        INSERT OR IGNORE INTO port(port, owner, slot)
          SELECT agent.ports + block.slot, worktree.id, block.slot FROM agent
          JOIN worktree ON worktree.agent_id = agent.id AND worktree.removed_at IS NULL
          JOIN (SELECT 0 AS slot UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) AS block
          WHERE agent.ended_at IS NULL AND agent.ports IS NOT NULL;

        -- What came from another tool, by its own id there: nothing is imported twice.
        CREATE TABLE adopted(
          kind TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(kind, key)) WITHOUT ROWID;

        ALTER TABLE run ADD COLUMN home TEXT;
        CREATE INDEX run_name ON run(name);
        CREATE INDEX task_group_any_name ON task_group(name);
        """ + SchemaMerging.Step + SchemaReviewing.Step + SchemaGates.Step;
}
