
-- step: explore or plan. after_event: the newest event when it was asked for.
CREATE TABLE plan_step(
  task_id TEXT PRIMARY KEY REFERENCES task(id), run_id TEXT NOT NULL REFERENCES run(id), step TEXT NOT NULL, after_event INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX plan_step_run ON plan_step(run_id, after_event);
-- What the conversation took when the turn began that runs now, or ran last; null before there was any.
ALTER TABLE agent ADD COLUMN context_before INTEGER;
-- from_id: an agent hands over once. role: of whoever goes on. context: what that one has to know; NULL for nothing.
CREATE TABLE handoff(
  seq INTEGER PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task(id), from_id TEXT NOT NULL UNIQUE REFERENCES agent(id), role TEXT NOT NULL,
  reason TEXT NOT NULL, context TEXT, at INTEGER NOT NULL);
CREATE INDEX handoff_task ON handoff(task_id);
-- outcome: canceled, where nobody answered its question; continue, at a full window; NULL where completed tells it all.
ALTER TABLE task_attempt ADD COLUMN outcome TEXT;
-- report: JSON with the changes or the findings that a report named; NULL for none.
ALTER TABLE task_attempt ADD COLUMN report TEXT;
-- The pull request that offers the run's branch to where it was cut from, JSON, and when it was made; NULL for none.
ALTER TABLE run ADD COLUMN request TEXT;
ALTER TABLE run ADD COLUMN requested_at INTEGER;
-- A task's own mail is found without reading everybody's.
CREATE INDEX message_task ON message(task_id, seq) WHERE task_id IS NOT NULL;
