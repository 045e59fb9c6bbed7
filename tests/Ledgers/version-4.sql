ALTER TABLE usage ADD COLUMN estimate_micros INTEGER;
-- Null, or when it was asked for: a turn that began since then is the last one of the old conversation. 0: the one that asks itself.
ALTER TABLE agent ADD COLUMN compact_at INTEGER;
-- core_complete: the goals of the run are reached; its planners may look beyond them.
ALTER TABLE run ADD COLUMN core_complete INTEGER NOT NULL DEFAULT 0;

-- round_id: the planner's task in whose course it was proposed. recommended: what the record spoke for when the verdict fell.
CREATE TABLE emergent_task(
  task_id TEXT PRIMARY KEY REFERENCES task(id), run_id TEXT NOT NULL REFERENCES run(id), hypothesis TEXT NOT NULL, domain TEXT NOT NULL, validation TEXT NOT NULL,
  tangential INTEGER NOT NULL, round_id TEXT REFERENCES task(id), verdict TEXT, recommended TEXT, reason TEXT, decided_by TEXT, decided_at INTEGER) WITHOUT ROWID;
CREATE INDEX emergent_task_run ON emergent_task(run_id);

-- Tasks of planners that look for new work. after_event: the newest event when one was asked for.
CREATE TABLE planning_round(
  task_id TEXT PRIMARY KEY REFERENCES task(id), run_id TEXT NOT NULL REFERENCES run(id), after_event INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX planning_round_run ON planning_round(run_id, after_event);
-- metadata: a list of key=value, in order; NULL for none.
ALTER TABLE task ADD COLUMN metadata TEXT;
