namespace Ov.Core.Ledger;

/// <summary>The tables. Each step is applied once, in order; a released step is never edited.</summary>
internal static class Schema
{
    /// <summary>What this program reads and writes (<c>PRAGMA user_version</c>).</summary>
    public const int Version = 6;

    /// <summary>Each step brings a ledger from the version before it to its own. A step that a user's ledger may have taken is never edited.</summary>
    public static readonly string[] Steps = [First, SchemaSecond.Step, SchemaThird.Step, SchemaFourth.Step, SchemaFifth.Step, SchemaSixth.Step];

    // Times are milliseconds since 1970 UTC; lists are JSON arrays of strings; states are snake_case words.
    private const string First = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE operator_token(
          hash TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL, revoked_at INTEGER) WITHOUT ROWID;

        CREATE TABLE run(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, target TEXT NOT NULL,
          state TEXT NOT NULL, stage TEXT NOT NULL DEFAULT '', objective TEXT NOT NULL DEFAULT '', strategy TEXT NOT NULL DEFAULT 'merge',
          created_by TEXT NOT NULL, created_at INTEGER NOT NULL, ended_at INTEGER, end_reason TEXT);
        CREATE INDEX run_state ON run(state);
        CREATE UNIQUE INDEX run_active_name ON run(name) WHERE state = 'active';

        CREATE TABLE task(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL REFERENCES run(id), number INTEGER NOT NULL,
          title TEXT NOT NULL, body TEXT NOT NULL DEFAULT '', state TEXT NOT NULL, priority TEXT NOT NULL DEFAULT 'medium',
          role TEXT NOT NULL DEFAULT 'builder', parent_id TEXT REFERENCES task(id),
          scope TEXT NOT NULL DEFAULT '[]', criteria TEXT NOT NULL DEFAULT '[]',
          owner_id TEXT REFERENCES agent(id), attempts INTEGER NOT NULL DEFAULT 0,
          branch TEXT, no_merge INTEGER NOT NULL DEFAULT 0, summary TEXT, reason TEXT,
          created_by TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, completed_at INTEGER, closed_at INTEGER,
          UNIQUE(run_id, number));
        CREATE INDEX task_state ON task(run_id, state);
        CREATE INDEX task_owner ON task(owner_id);
        CREATE INDEX task_branch ON task(branch);

        CREATE TABLE task_need(
          task_id TEXT NOT NULL REFERENCES task(id), needs_id TEXT NOT NULL REFERENCES task(id), PRIMARY KEY(task_id, needs_id)) WITHOUT ROWID;
        CREATE INDEX task_need_reverse ON task_need(needs_id);

        CREATE TABLE task_file(
          task_id TEXT NOT NULL REFERENCES task(id), path TEXT NOT NULL, PRIMARY KEY(task_id, path)) WITHOUT ROWID;

        CREATE TABLE agent(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, incarnation INTEGER NOT NULL,
          role TEXT NOT NULL, state TEXT NOT NULL, state_since INTEGER NOT NULL, state_reason TEXT,
          run_id TEXT NOT NULL REFERENCES run(id), task_id TEXT REFERENCES task(id), parent_id TEXT REFERENCES agent(id), depth INTEGER NOT NULL,
          runtime TEXT NOT NULL, command TEXT, model TEXT, secret_hash TEXT NOT NULL,
          branch TEXT, base_branch TEXT, base_commit TEXT, worktree TEXT, scope TEXT NOT NULL DEFAULT '[]', skip_review INTEGER NOT NULL DEFAULT 0,
          max_children INTEGER, host TEXT, session TEXT, turn INTEGER NOT NULL DEFAULT 0, turn_process TEXT, failed_turns INTEGER NOT NULL DEFAULT 0,
          created_by TEXT NOT NULL, created_at INTEGER NOT NULL, last_activity_at INTEGER NOT NULL, ended_at INTEGER, nudged_at INTEGER, ports INTEGER);
        CREATE UNIQUE INDEX agent_live_name ON agent(name) WHERE ended_at IS NULL;
        CREATE INDEX agent_name ON agent(name, incarnation);
        CREATE INDEX agent_live ON agent(run_id) WHERE ended_at IS NULL;
        CREATE INDEX agent_task ON agent(task_id);
        CREATE INDEX agent_parent ON agent(parent_id);
        CREATE INDEX agent_branch ON agent(branch);

        CREATE TABLE worktree(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, agent_id TEXT REFERENCES agent(id), run_id TEXT REFERENCES run(id),
          path TEXT NOT NULL, branch TEXT NOT NULL, base_commit TEXT NOT NULL, state TEXT NOT NULL, written TEXT NOT NULL DEFAULT '[]',
          created_at INTEGER NOT NULL, removed_at INTEGER, backup TEXT);
        CREATE UNIQUE INDEX worktree_path ON worktree(path) WHERE removed_at IS NULL;
        CREATE INDEX worktree_agent ON worktree(agent_id);
        CREATE INDEX worktree_branch ON worktree(branch);

        CREATE TABLE message(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, thread_id TEXT NOT NULL, reply_to TEXT,
          run_id TEXT, task_id TEXT, sender TEXT NOT NULL, sender_id TEXT, recipient TEXT NOT NULL, recipient_id TEXT, addressed_to TEXT NOT NULL,
          type TEXT NOT NULL, priority TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, payload TEXT,
          state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, claim_id TEXT, claimed_by TEXT, claimed_at INTEGER, read_at INTEGER,
          idempotency_key TEXT, created_at INTEGER NOT NULL);
        CREATE INDEX message_inbox ON message(recipient, state, seq);
        CREATE INDEX message_thread ON message(thread_id, seq);
        CREATE INDEX message_claim ON message(claim_id) WHERE claim_id IS NOT NULL;
        CREATE INDEX message_open ON message(recipient_id, seq) WHERE state IN ('queued', 'delivered');
        CREATE INDEX message_question ON message(recipient, seq) WHERE state IN ('queued', 'delivered', 'read') AND type IN ('question', 'decision_gate');
        CREATE INDEX message_sender ON message(sender, seq);
        CREATE UNIQUE INDEX message_key ON message(sender, idempotency_key, recipient) WHERE idempotency_key IS NOT NULL;

        CREATE TABLE task_group(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, run_id TEXT REFERENCES run(id), state TEXT NOT NULL,
          created_by TEXT NOT NULL, created_at INTEGER NOT NULL, completed_at INTEGER);
        CREATE UNIQUE INDEX task_group_name ON task_group(name) WHERE state = 'active';
        CREATE TABLE task_group_member(
          group_id TEXT NOT NULL REFERENCES task_group(id), task_id TEXT NOT NULL REFERENCES task(id), PRIMARY KEY(group_id, task_id)) WITHOUT ROWID;
        CREATE INDEX task_group_member_task ON task_group_member(task_id);

        CREATE TABLE note(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, run_id TEXT, task_id TEXT, kind TEXT NOT NULL, name TEXT NOT NULL,
          version INTEGER NOT NULL, body TEXT NOT NULL, author TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE(kind, name, version));
        CREATE INDEX note_task ON note(task_id, kind);

        CREATE TABLE merge(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, run_id TEXT REFERENCES run(id), task_id TEXT REFERENCES task(id),
          agent_id TEXT REFERENCES agent(id), branch TEXT NOT NULL, tip TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
          tier TEXT, strategy TEXT NOT NULL DEFAULT 'merge', priority TEXT NOT NULL DEFAULT 'medium', files TEXT NOT NULL DEFAULT '[]',
          conflicts TEXT NOT NULL DEFAULT '[]', seen TEXT, tree TEXT, landed TEXT, patch_id TEXT, landing INTEGER,
          gates TEXT NOT NULL DEFAULT '[]', attempts INTEGER NOT NULL DEFAULT 0,
          requested_by TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, landed_at INTEGER);
        CREATE INDEX merge_queue ON merge(state, target, seq);
        CREATE INDEX merge_branch ON merge(branch);
        CREATE INDEX merge_task ON merge(task_id);
        CREATE UNIQUE INDEX merge_landing ON merge(landing) WHERE landing IS NOT NULL;
        CREATE UNIQUE INDEX merge_open ON merge(branch, target) WHERE state IN ('queued', 'building', 'gating', 'conflicted', 'rejected');

        CREATE TABLE verdict(
          tree TEXT NOT NULL, gate TEXT NOT NULL, passed INTEGER NOT NULL, exit_code INTEGER, output TEXT, duration_ms INTEGER NOT NULL,
          created_at INTEGER NOT NULL, PRIMARY KEY(tree, gate)) WITHOUT ROWID;

        CREATE TABLE lease(
          name TEXT PRIMARY KEY, holder TEXT NOT NULL, process TEXT NOT NULL, taken_at INTEGER NOT NULL) WITHOUT ROWID;

        CREATE TABLE intent(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subject TEXT NOT NULL, data TEXT NOT NULL,
          state TEXT NOT NULL, owner TEXT NOT NULL, created_at INTEGER NOT NULL, closed_at INTEGER);
        CREATE INDEX intent_open ON intent(state) WHERE state = 'open';

        CREATE TABLE event(
          seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, run_id TEXT, actor TEXT, agent_id TEXT, task_id TEXT,
          subject TEXT, level TEXT NOT NULL, tool TEXT, duration_ms INTEGER, data TEXT, text TEXT);
        CREATE INDEX event_agent ON event(agent_id, seq);
        CREATE INDEX event_task ON event(task_id, seq) WHERE task_id IS NOT NULL;
        """;
}
