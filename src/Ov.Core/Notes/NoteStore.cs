using System.Text;
using Ov.Core.Ledger;
using Ov.Core.Redacting;

namespace Ov.Core.Notes;

/// <summary>Rows of notes. Lists read the heads only: a text may be long.</summary>
public static class NoteStore
{
    private const string Head = "note.id, run_id, task_id, agent_id, kind, note.name, version, title, size, author, created_at, '' AS body";

    /// <summary>The newest version, whichever run it belongs to.</summary>
    public static NoteRecord? Newest(Sql sql, string kind, string name) =>
        sql.First("SELECT * FROM note WHERE name = ?2 AND kind = ?1 AND newest = 1 ORDER BY seq DESC LIMIT 1", Read, kind, name);

    /// <summary>The newest version within a run, or of the project's own.</summary>
    public static NoteRecord? Newest(Sql sql, string kind, string name, string? runId) => sql.First(
        "SELECT * FROM note WHERE name = ?1 AND kind = ?2 AND ifnull(run_id, '') = ifnull(?3, '') AND newest = 1", Read, name, kind, runId);

    public static NoteRecord? Version(Sql sql, string kind, string name, int version) =>
        sql.First("SELECT * FROM note WHERE name = ?2 AND kind = ?1 AND version = ?3 ORDER BY seq DESC LIMIT 1", Read, kind, name, version);

    /// <summary>Another version of the same note.</summary>
    public static NoteRecord? Version(Sql sql, NoteRecord note, int version) => sql.First(
        "SELECT * FROM note WHERE name = ?1 AND kind = ?2 AND ifnull(run_id, '') = ifnull(?3, '') AND version = ?4", Read, note.Name, note.Kind, note.RunId, version);

    /// <summary>By id: exactly that version.</summary>
    public static NoteRecord? ById(Sql sql, string id) => sql.First("SELECT * FROM note WHERE id = ?1", Read, id);

    public static List<NoteRecord> ByPrefix(Sql sql, string idPrefix, int limit) =>
        sql.All($"SELECT {Head} FROM note WHERE id >= ?1 AND id < ?2 ORDER BY seq LIMIT ?3", Read, idPrefix, idPrefix + "\u007f", limit);

    /// <summary>The heads of all notes of that name: several kinds and runs may have one.</summary>
    public static List<NoteRecord> Named(Sql sql, string name) =>
        sql.All($"SELECT {Head} FROM note WHERE name = ?1 AND newest = 1 ORDER BY kind, seq", Read, name);

    /// <summary>Every version of every note of a task, with texts.</summary>
    public static List<NoteRecord> OfTask(Sql sql, string taskId) =>
        sql.All("SELECT * FROM note WHERE task_id = ?1 ORDER BY seq", Read, taskId);

    public static bool HasAuthor(Sql sql, string name) => sql.Number("SELECT EXISTS (SELECT 1 FROM note WHERE author = ?1)", name) == 1;

    /// <summary>Ids of the tasks that have a spec.</summary>
    public static List<string> Specified(Sql sql) => sql.All("SELECT name FROM note WHERE kind = 'spec' AND newest = 1", row => row.Text("name"));

    /// <summary>Who wrote the first version.</summary>
    public static string? FirstAuthor(Sql sql, NoteRecord note) => Version(sql, note, 1)?.Author;

    /// <summary>The newest versions of a note with their texts, newest first.</summary>
    public static List<NoteRecord> History(Sql sql, NoteRecord note, int limit) => sql.All(
        "SELECT * FROM note WHERE name = ?1 AND kind = ?2 AND ifnull(run_id, '') = ifnull(?3, '') ORDER BY version DESC LIMIT ?4",
        Read, note.Name, note.Kind, note.RunId, limit);

    /// <summary>Names a slip may have meant.</summary>
    public static List<string> RecentNames(Sql sql, int limit) =>
        sql.All("SELECT name FROM note WHERE newest = 1 AND kind <> 'lesson' ORDER BY seq DESC LIMIT ?1", row => row.Text("name"), limit);

    /// <summary>Heads of the newest versions that fit, newest first.</summary>
    public static List<NoteRecord> Select(Sql sql, NoteFilter filter) => sql.All(
        $"SELECT {Head} FROM note WHERE newest = 1 AND {Where(filter)} ORDER BY seq DESC LIMIT ?7",
        Read, filter.Kind, filter.RunId, filter.TaskId, filter.Author, filter.AgentName, filter.Since, filter.Limit);

    /// <summary>Heads of what holds the words, best first, each with a piece of its text around them.</summary>
    /// <param name="match">From <see cref="Text.SearchWords"/>.</param>
    public static List<NoteHit> Search(Sql sql, string match, NoteFilter filter, bool allVersions) => sql.All(
        $"""
        SELECT {Head}, snippet(note_words, 1, '', '', '…', 24) AS snippet FROM note_words JOIN note ON note.seq = note_words.rowid
        WHERE note_words MATCH ?8 AND {(allVersions ? "1" : "newest = 1")} AND {Where(filter)}
          AND rank MATCH 'bm25(4.0, 1.0)' ORDER BY rank LIMIT ?7
        """,
        row => new NoteHit(Read(row), row.Text("snippet")),
        filter.Kind, filter.RunId, filter.TaskId, filter.Author, filter.AgentName, filter.Since, filter.Limit, match);

    internal static void Insert(Tx tx, NoteRecord note)
    {
        if (note.Version > 1)
        {
            tx.Sql.Run(
                "UPDATE note SET newest = 0 WHERE name = ?1 AND kind = ?2 AND ifnull(run_id, '') = ifnull(?3, '') AND newest = 1", note.Name, note.Kind, note.RunId);
        }

        var (title, body) = (tx.Redactor.OfWords(note.Title), tx.Redactor.OfWords(note.Body));
        tx.Sql.Run(
            """
            INSERT INTO note(id, run_id, task_id, agent_id, kind, name, version, newest, title, size, author, created_at, body)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?9, ?10, ?11, ?12)
            """,
            note.Id, note.RunId, note.TaskId, note.AgentId, note.Kind, note.Name, note.Version, title,
            note.Size + Encoding.UTF8.GetByteCount(body) - Encoding.UTF8.GetByteCount(note.Body), note.Author, note.CreatedAt, body);
    }

    // Conditions that are not asked for are left out, so that each question takes the index made for it.
    private static string Where(NoteFilter filter) => string.Join(
        " AND ",
        filter.Kind is null ? "(?1 IS NULL AND kind <> 'lesson')" : "kind = ?1", filter.RunId is null ? "?2 IS NULL" : "run_id = ?2",
        filter.TaskId is null ? "?3 IS NULL" : "task_id = ?3", filter.Author is null ? "?4 IS NULL" : "author = ?4",
        filter.AgentName is null ? "?5 IS NULL" : "agent_id IN (SELECT id FROM agent WHERE agent.name = ?5)", filter.Since is null ? "?6 IS NULL" : "created_at >= ?6");

    private static NoteRecord Read(Row row) => new(
        row.Text("id"), row.TextOrNull("run_id"), row.TextOrNull("task_id"), row.TextOrNull("agent_id"), row.Text("kind"), row.Text("name"), row.Int("version"),
        row.Text("title"), row.Long("size"), row.Text("author"), row.Time("created_at"), row.Text("body"));
}
