namespace Ov.Core.Ledger;

/// <summary>Of version 2 and never changed again: the part about notes, lessons and the search in notes and mail.</summary>
internal static class SchemaNotes
{
    /// <summary>
    /// A note's text comes last in its row: what lists show is then read without walking through a long text. The words of notes and of
    /// mail are indexed by triggers, so that no writer can forget it; no row's text ever changes, so nothing else has to be watched.
    /// </summary>
    public const string Step = """
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
        """;
}
