-- What holds it up, as its runtime, its screen or its mail said: answer, prompt, limited or context_full.
ALTER TABLE agent ADD COLUMN obstacle TEXT;
ALTER TABLE agent ADD COLUMN obstacle_text TEXT;
ALTER TABLE agent ADD COLUMN obstacle_since INTEGER;
ALTER TABLE agent ADD COLUMN obstacle_until INTEGER;
-- Tokens that its conversation takes, as its runtime last said, and the model's window where it says that.
ALTER TABLE agent ADD COLUMN context_used INTEGER;
ALTER TABLE agent ADD COLUMN context_window INTEGER;
-- The last rung that a stalled agent was helped by; void once it has moved since. cpu: milliseconds its turn had used by then.
CREATE TABLE ladder(
  agent_id TEXT PRIMARY KEY REFERENCES agent(id), rung TEXT NOT NULL, at INTEGER NOT NULL, activity_at INTEGER NOT NULL, cpu INTEGER) WITHOUT ROWID;
CREATE INDEX agent_restarted ON agent(ended_at) WHERE created_by = 'watch';
-- Until when no turn of a runtime begins; tries: how often in a row it said so.
CREATE TABLE runtime_limit(
  runtime TEXT PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL, tries INTEGER NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
-- The file of a task. key: what other files call it; hash: of the file, seen: of the task, both when they last agreed; file_state: what the file said then.
CREATE TABLE task_source(
  task_id TEXT PRIMARY KEY REFERENCES task(id), run_id TEXT NOT NULL REFERENCES run(id), key TEXT NOT NULL, path TEXT NOT NULL,
  hash TEXT NOT NULL, seen TEXT NOT NULL, file_state TEXT NOT NULL, UNIQUE(run_id, key)) WITHOUT ROWID;

-- How each agent that worked on a task ended it. brief: of what it was asked; let_go: the operator took it up again all the same.
CREATE TABLE task_attempt(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, task_id TEXT NOT NULL REFERENCES task(id), agent TEXT NOT NULL, completed INTEGER NOT NULL, brief TEXT NOT NULL,
  summary TEXT NOT NULL, files TEXT NOT NULL, tests TEXT NOT NULL, caveats TEXT, let_go INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL);
CREATE INDEX task_attempt_task ON task_attempt(task_id, seq);
CREATE INDEX task_attempt_failed ON task_attempt(seq) WHERE completed = 0;
-- Its landing was undone: it waits for the operator's word or a new commit. reverted_by: the commit that took its own out of the target again.
ALTER TABLE merge ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE merge ADD COLUMN reverted_by TEXT;

-- What the remote gets of this run's landings; NULL: what merge.publish says.
ALTER TABLE run ADD COLUMN publish TEXT;
CREATE INDEX event_run ON event(run_id, seq) WHERE run_id IS NOT NULL;
CREATE INDEX event_type ON event(type, seq) WHERE type NOT IN ('tool.start', 'tool.end');
CREATE INDEX event_trouble ON event(seq) WHERE level IN ('warn', 'error');
-- policy: the template as it was when the run started, with what was set since; JSON. loop: whether the tick starts its tasks.
ALTER TABLE run ADD COLUMN template TEXT;
ALTER TABLE run ADD COLUMN policy TEXT;
ALTER TABLE run ADD COLUMN loop INTEGER NOT NULL DEFAULT 0;

-- Tasks that do a phase for another one. after_event: the newest event when it was asked for.
CREATE TABLE phase_task(
  task_id TEXT PRIMARY KEY REFERENCES task(id), run_id TEXT NOT NULL REFERENCES run(id), subject_id TEXT NOT NULL REFERENCES task(id), phase TEXT NOT NULL, after_event INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX phase_task_subject ON phase_task(subject_id);
CREATE INDEX phase_task_run ON phase_task(run_id);
-- By agent and task and run (their ids), role, and day (UTC). tokens: in and out, without caches. ms: how long turns ran, counted from this version on.
CREATE TABLE spent(
  scope TEXT NOT NULL, key TEXT NOT NULL, turns INTEGER NOT NULL, tokens INTEGER NOT NULL, cost_micros INTEGER NOT NULL, ms INTEGER NOT NULL,
  PRIMARY KEY(scope, key)) WITHOUT ROWID;
INSERT INTO spent
  SELECT 'agent', agent.id, agent.turn, coalesce(sum(usage.input + usage.output), 0), coalesce(sum(usage.cost_micros), 0), 0
  FROM agent LEFT JOIN usage ON usage.agent_id = agent.id GROUP BY agent.id;
INSERT INTO spent
  SELECT part.scope, part.key, sum(part.turns), sum(part.tokens), sum(part.cost_micros), 0 FROM (
    SELECT 'role' AS scope, agent.role AS key, spent.turns, spent.tokens, spent.cost_micros FROM spent JOIN agent ON agent.id = spent.key
    UNION ALL SELECT 'task', agent.task_id, spent.turns, spent.tokens, spent.cost_micros FROM spent JOIN agent ON agent.id = spent.key WHERE agent.task_id IS NOT NULL
    UNION ALL SELECT 'run', agent.run_id, spent.turns, spent.tokens, spent.cost_micros FROM spent JOIN agent ON agent.id = spent.key) AS part
  GROUP BY part.scope, part.key;
INSERT INTO spent
  SELECT 'day', strftime('%Y-%m-%d', at / 1000, 'unixepoch') AS day, count(DISTINCT agent_id || ' ' || turn), sum(input + output), coalesce(sum(cost_micros), 0), 0
  FROM usage GROUP BY day;
-- What the turn that runs is expected to use yet.
ALTER TABLE agent ADD COLUMN reserved_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agent ADD COLUMN reserved_micros INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agent ADD COLUMN reserved_ms INTEGER NOT NULL DEFAULT 0;
CREATE INDEX agent_created ON agent(created_at);
-- key: what the action comes from; made: id of the task or of the lesson's note.
CREATE TABLE report_action(
  run_id TEXT NOT NULL REFERENCES run(id), key TEXT NOT NULL, made TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(run_id, key)) WITHOUT ROWID;
-- The task that was made so that a blocked one can go on.
CREATE TABLE task_blocker(
  task_id TEXT PRIMARY KEY REFERENCES task(id), blocker_id TEXT NOT NULL REFERENCES task(id)) WITHOUT ROWID;
ALTER TABLE worktree ADD COLUMN kept_at INTEGER;
-- Written with the effect of the request, or with its refusal: a file that is found again is only removed.
CREATE TABLE outbox_request(id TEXT PRIMARY KEY, agent_id TEXT NOT NULL REFERENCES agent(id), at INTEGER NOT NULL) WITHOUT ROWID;
-- tracker: who has the issue; NULL for a file. Its file_state is pending for an open one, and closed.
ALTER TABLE task_source ADD COLUMN tracker TEXT;
CREATE INDEX task_source_key ON task_source(key);
CREATE INDEX task_source_tracker ON task_source(tracker, file_state) WHERE tracker IS NOT NULL;
