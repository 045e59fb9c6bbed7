DROP INDEX note_task;
ALTER TABLE note RENAME TO note_first;
CREATE TABLE note(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, run_id TEXT, task_id TEXT, agent_id TEXT, kind TEXT NOT NULL,
  name TEXT NOT NULL, version INTEGER NOT NULL, newest INTEGER NOT NULL, title TEXT NOT NULL, size INTEGER NOT NULL,
  author TEXT NOT NULL, created_at INTEGER NOT NULL, body TEXT NOT NULL);
INSERT INTO note(seq, id, run_id, task_id, kind, name, version, newest, title, size, author, created_at, body)
SELECT seq, id, run_id, task_id, kind, name, version,
  version = (SELECT max(version) FROM note_first AS other WHERE other.kind = note_first.kind AND other.name = note_first.name),
  rtrim(substr(start, 1, CASE instr(substr(start, 1, 80), char(10)) WHEN 0 THEN 80 ELSE instr(start, char(10)) - 1 END)),
  length(CAST(body AS BLOB)), author, created_at, body
FROM (SELECT *, ltrim(body, char(9, 10, 13, 32, 35)) AS start FROM note_first) AS note_first ORDER BY seq;
DROP TABLE note_first;
CREATE UNIQUE INDEX note_version ON note(name, kind, ifnull(run_id, ''), version);
CREATE UNIQUE INDEX note_name ON note(name, kind, ifnull(run_id, '')) WHERE newest = 1;
CREATE INDEX note_newest ON note(seq) WHERE newest = 1;
CREATE INDEX note_kind ON note(kind, seq) WHERE newest = 1;
CREATE INDEX note_run ON note(run_id, seq) WHERE newest = 1;
CREATE INDEX note_task ON note(task_id, seq);

CREATE VIRTUAL TABLE note_words USING fts5(name, body, content='note', content_rowid='seq', tokenize='unicode61 remove_diacritics 2');
INSERT INTO note_words(note_words) VALUES ('rebuild');
CREATE TRIGGER note_words_added AFTER INSERT ON note BEGIN
  INSERT INTO note_words(rowid, name, body) VALUES (new.seq, new.name, new.body);
END;
CREATE TRIGGER note_words_gone AFTER DELETE ON note BEGIN
  INSERT INTO note_words(note_words, rowid, name, body) VALUES ('delete', old.seq, old.name, old.body);
END;

CREATE VIRTUAL TABLE message_words USING fts5(subject, body, content='message', content_rowid='seq', tokenize='unicode61 remove_diacritics 2');
INSERT INTO message_words(message_words) VALUES ('rebuild');
CREATE TRIGGER message_words_added AFTER INSERT ON message BEGIN
  INSERT INTO message_words(rowid, subject, body) VALUES (new.seq, new.subject, new.body);
END;
CREATE TRIGGER message_words_gone AFTER DELETE ON message BEGIN
  INSERT INTO message_words(message_words, rowid, subject, body) VALUES ('delete', old.seq, old.subject, old.body);
END;

CREATE TABLE lesson(
  note_id TEXT PRIMARY KEY REFERENCES note(id), seq INTEGER NOT NULL, domain TEXT NOT NULL, type TEXT NOT NULL, class TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT, replaced_by TEXT, title TEXT NOT NULL, text TEXT NOT NULL, resolution TEXT,
  files TEXT NOT NULL DEFAULT '[]', tags TEXT NOT NULL DEFAULT '[]', evidence TEXT NOT NULL DEFAULT '{}', source TEXT,
  fingerprint TEXT NOT NULL UNIQUE, worked INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
  recorded_at INTEGER NOT NULL, author TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX lesson_domain ON lesson(domain, class, recorded_at) WHERE state = 'current';
CREATE INDEX lesson_state ON lesson(state, recorded_at);
CREATE INDEX lesson_files ON lesson(recorded_at) WHERE state = 'current' AND files <> '[]';
CREATE INDEX lesson_source ON lesson(source) WHERE source IS NOT NULL;
CREATE TABLE lesson_outcome(
  seq INTEGER PRIMARY KEY, note_id TEXT NOT NULL REFERENCES lesson(note_id), status TEXT NOT NULL, agent TEXT, note TEXT, at INTEGER NOT NULL);
CREATE INDEX lesson_outcome_note ON lesson_outcome(note_id);
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
-- interactive or autonomous; null: what merge.policy says.
ALTER TABLE run ADD COLUMN mode TEXT;

-- The operator's last word on the entry (approved or changes), and the commit it is about.
ALTER TABLE merge ADD COLUMN review TEXT;
ALTER TABLE merge ADD COLUMN reviewed TEXT;
-- holds: what it keeps from going on now, bits of GatePoint.
CREATE TABLE gate(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL REFERENCES run(id), task_id TEXT REFERENCES task(id), kind TEXT NOT NULL,
  state TEXT NOT NULL, question TEXT NOT NULL, evidence TEXT NOT NULL, opened_by TEXT NOT NULL, opener_id TEXT, opened_at INTEGER NOT NULL, expires_at INTEGER,
  holds INTEGER NOT NULL, answer TEXT, text TEXT, decided_by TEXT, decided_at INTEGER);
CREATE INDEX gate_pending ON gate(seq) WHERE state = 'pending';
CREATE INDEX gate_holding ON gate(run_id) WHERE holds <> 0;
CREATE INDEX gate_run ON gate(run_id, seq);

-- One look at a task's work: its commands, a review, or its criteria. tree: the files that were judged.
CREATE TABLE check_result(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, task_id TEXT NOT NULL REFERENCES task(id), round TEXT NOT NULL, passed INTEGER NOT NULL,
  reasons TEXT NOT NULL, report TEXT NOT NULL, tree TEXT NOT NULL, by_whom TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX check_task ON check_result(task_id, seq);
CREATE INDEX gate_task ON gate(task_id, kind) WHERE task_id IS NOT NULL;
