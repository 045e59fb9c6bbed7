-- What a project of version 1 may hold: every table has rows, texts are awkward, and notes have several versions.
INSERT INTO meta VALUES ('test', '1'), ('project', 'old');
INSERT INTO operator_token VALUES ('0011', 'ci', 1700000000001, NULL), ('0022', 'gone', 1700000000002, 1700000000003);
INSERT INTO run(seq, id, name, target, state, stage, objective, strategy, created_by, created_at, ended_at, end_reason) VALUES
  (1, 'run-aaaaaaaa', 'first', 'main', 'completed', '', 'Ship it', 'merge', 'operator', 1700000000010, 1700000000090, 'done'),
  (3, 'run-bbbbbbbb', 'second', 'ov/second', 'active', 'build', '', 'squash', 'operator', 1700000000100, NULL, NULL);
INSERT INTO agent(seq, id, name, incarnation, role, state, state_since, state_reason, run_id, task_id, parent_id, depth, runtime, command, secret_hash, branch,
    base_branch, base_commit, worktree, scope, host, session, turn, failed_turns, created_by, created_at, last_activity_at, ended_at, nudged_at, ports) VALUES
  (1, 'agent-aaaaaaaa', 'lead-1', 1, 'lead', 'stopped', 1700000000200, 'asked to', 'run-aaaaaaaa', NULL, NULL, 0, 'exec', NULL, 'h1', NULL, NULL, NULL, NULL, '[]', NULL, NULL, 3, 0, 'operator', 1700000000020, 1700000000200, 1700000000200, NULL, NULL),
  (2, 'agent-bbbbbbbb', 'builder-1', 1, 'builder', 'zombie', 1700000000210, NULL, 'run-aaaaaaaa', NULL, 'agent-aaaaaaaa', 1, 'exec', '["sh","-c","true"]', 'h2', 'overstory/builder-1/1', 'main', 'c0', '/old/builder-1', '["src/**"]', 'boot 1 2', 's-1', 1, 1, 'lead-1', 1700000000030, 1700000000205, 1700000000210, 1700000000204, 40000),
  (5, 'agent-cccccccc', 'builder-1', 2, 'builder', 'completed', 1700000000220, NULL, 'run-bbbbbbbb', NULL, NULL, 0, 'exec', NULL, 'h3', 'overstory/builder-1/2', 'main', 'c1', NULL, '[]', NULL, NULL, 0, 0, 'operator', 1700000000211, 1700000000219, 1700000000220, NULL, NULL),
  (6, 'agent-dddddddd', 'builder-2', 1, 'builder', 'idle', 1700000000230, NULL, 'run-bbbbbbbb', NULL, NULL, 0, 'exec', NULL, 'h4', 'overstory/builder-2/2', 'main', 'c1', '/old/builder-2', '[]', NULL, NULL, 0, 0, 'operator', 1700000000221, 1700000000230, NULL, NULL, 41000);
INSERT INTO task(seq, id, run_id, number, title, body, state, priority, role, parent_id, scope, criteria, owner_id, attempts, branch, no_merge, summary, reason,
    created_by, created_at, updated_at, completed_at, closed_at) VALUES
  (1, 'task-aaaaaaaa', 'run-aaaaaaaa', 1, 'Export as JSON', '', 'closed', 'high', 'builder', NULL, '["src/**"]', '["it works"]', 'agent-bbbbbbbb', 2, 'overstory/builder-1/1', 0, 'did it', NULL, 'operator', 1700000000040, 1700000000050, 1700000000049, 1700000000050),
  (2, 'task-bbbbbbbb', 'run-bbbbbbbb', 1, 'Ünïcode "quotes" ''single'' -- and; more', 'Körper', 'pending', 'medium', 'builder', NULL, '[]', '[]', NULL, 0, NULL, 0, NULL, NULL, 'operator', 1700000000060, 1700000000060, NULL, NULL),
  (9, 'task-cccccccc', 'run-bbbbbbbb', 2, 'Part of it', '', 'blocked', 'low', 'tester', 'task-bbbbbbbb', '[]', '[]', NULL, 1, NULL, 1, NULL, 'waits', 'operator', 1700000000070, 1700000000071, NULL, NULL);
INSERT INTO task_need VALUES ('task-cccccccc', 'task-aaaaaaaa');
INSERT INTO task_file VALUES ('task-aaaaaaaa', 'src/a.cs'), ('task-aaaaaaaa', 'src/b c.cs');
INSERT INTO worktree(seq, id, agent_id, run_id, path, branch, base_commit, state, written, created_at, removed_at, backup) VALUES
  (1, 'worktree-aaaaaaaa', 'agent-bbbbbbbb', 'run-aaaaaaaa', '/old/builder-1', 'overstory/builder-1/1', 'c0', 'removed', '["x"]', 1700000000031, 1700000000099, 'refs/overstory/backup/x'),
  (2, 'worktree-bbbbbbbb', NULL, NULL, '/old/other', 'topic', 'c0', 'ready', '[]', 1700000000032, NULL, NULL),
  (3, 'worktree-cccccccc', 'agent-dddddddd', 'run-bbbbbbbb', '/old/builder-2', 'overstory/builder-2/2', 'c1', 'ready', '[]', 1700000000221, NULL, NULL);
INSERT INTO message(seq, id, thread_id, reply_to, run_id, task_id, sender, sender_id, recipient, recipient_id, addressed_to, type, priority, subject, body, payload,
    state, attempts, claim_id, claimed_by, claimed_at, read_at, idempotency_key, created_at) VALUES
  (1, 'msg-aaaaaaaa', 'msg-aaaaaaaa', NULL, 'run-aaaaaaaa', 'task-aaaaaaaa', 'builder-1', 'agent-bbbbbbbb', 'lead-1', 'agent-aaaaaaaa', 'lead-1', 'worker_done', 'high', 'Worker done', 'The exporter writes UTF-8.', '{"noChanges":false}', 'read', 1, NULL, 'boot 3 4', 1700000000080, 1700000000081, 'k-1', 1700000000079),
  (2, 'msg-bbbbbbbb', 'msg-aaaaaaaa', 'msg-aaaaaaaa', NULL, NULL, 'lead-1', 'agent-aaaaaaaa', 'operator', NULL, '@all', 'question', 'urgent', 'Übergröße?', 'Two
lines.', NULL, 'queued', 0, NULL, NULL, NULL, NULL, NULL, 1700000000082),
  (7, 'msg-cccccccc', 'msg-cccccccc', NULL, NULL, NULL, 'operator', NULL, 'builder-1', 'agent-cccccccc', 'builder-1', 'status', 'normal', '', '', NULL, 'dead', 0, NULL, NULL, NULL, NULL, 'k-1', 1700000000083);
INSERT INTO task_group(seq, id, name, run_id, state, created_by, created_at, completed_at) VALUES
  (1, 'group-aaaaaaaa', 'batch', 'run-bbbbbbbb', 'active', 'operator', 1700000000110, NULL), (2, 'group-bbbbbbbb', 'batch', NULL, 'completed', 'operator', 1700000000111, 1700000000112);
INSERT INTO task_group_member VALUES ('group-aaaaaaaa', 'task-bbbbbbbb'), ('group-bbbbbbbb', 'task-aaaaaaaa');
INSERT INTO note(seq, id, run_id, task_id, kind, name, version, body, author, created_at) VALUES
  (1, 'note-aaaaaaaa', 'run-aaaaaaaa', 'task-aaaaaaaa', 'spec', 'task-aaaaaaaa', 1, '# Export

The old flag stays.', 'operator', 1700000000041),
  (2, 'note-bbbbbbbb', 'run-aaaaaaaa', 'task-aaaaaaaa', 'spec', 'task-aaaaaaaa', 2, 'The old flag goes.', 'lead-1', 1700000000042),
  (4, 'note-cccccccc', 'run-bbbbbbbb', 'task-bbbbbbbb', 'spec', 'task-bbbbbbbb', 1, '

   ## 旗 A title that is much longer than any list would show, eighty characters and then some more of them
and a body', 'operator', 1700000000043),
  (6, 'note-dddddddd', 'run-aaaaaaaa', 'task-aaaaaaaa', 'spec', 'task-aaaaaaaa', 11, 'Version eleven.', 'operator', 1700000000044),
  (8, 'note-eeeeeeee', NULL, NULL, 'plan', 'task-aaaaaaaa', 1, '', 'operator', 1700000000045);
INSERT INTO merge(seq, id, run_id, task_id, agent_id, branch, tip, target, state, reason, tier, strategy, priority, files, conflicts, seen, tree, landed, patch_id,
    landing, gates, attempts, requested_by, created_at, updated_at, landed_at) VALUES
  (1, 'merge-aaaaaaaa', 'run-aaaaaaaa', 'task-aaaaaaaa', 'agent-bbbbbbbb', 'overstory/builder-1/1', 't1', 'main', 'landed', NULL, 'clean', 'merge', 'high', '["src/a.cs"]', '[]', 's', 'tr', 'l1', 'p1', 1, '[]', 1, 'operator', 1700000000046, 1700000000047, 1700000000047),
  (2, 'merge-bbbbbbbb', NULL, NULL, NULL, 'topic', 't2', 'main', 'queued', 'waits', NULL, 'merge', 'medium', '[]', '[]', NULL, NULL, NULL, NULL, NULL, '[]', 0, 'operator', 1700000000048, 1700000000048, NULL);
INSERT INTO verdict VALUES ('tr', 'tests', 1, 0, 'ok', 1200, 1700000000047);
INSERT INTO lease VALUES ('integration', 'somebody', 'boot 5 6', 1700000000049);
INSERT INTO intent(seq, id, kind, subject, data, state, owner, created_at, closed_at) VALUES
  (1, 'intent-aaaaaaaa', 'sling', 'agent-bbbbbbbb', '{}', 'done', 'boot 7 8', 1700000000033, 1700000000034);
INSERT INTO event(seq, at, type, run_id, actor, agent_id, task_id, subject, level, tool, duration_ms, data, text) VALUES
  (1, 1700000000010, 'run.started', 'run-aaaaaaaa', 'operator', NULL, NULL, NULL, 'info', NULL, NULL, NULL, 'first'),
  (2, 1700000000035, 'tool.start', 'run-aaaaaaaa', 'builder-1', 'agent-bbbbbbbb', 'task-aaaaaaaa', 'tu-1', 'info', 'Bash', NULL, '{"input":{"command":"ls"}}', 'Bash: ls'),
  (12, 1700000000036, 'tool.end', 'run-aaaaaaaa', 'builder-1', 'agent-bbbbbbbb', 'task-aaaaaaaa', 'tu-1', 'warn', 'Bash', 15, NULL, NULL);
