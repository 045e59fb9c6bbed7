using Ov.Core.Ledger;

namespace Ov.Core.Notes;

/// <summary>Rows of notes.</summary>
public static class NoteStore
{
    /// <summary>The newest version.</summary>
    public static NoteRecord? Newest(Sql sql, NoteKind kind, string name) => sql.First(
        "SELECT * FROM note WHERE kind = ?1 AND name = ?2 ORDER BY version DESC LIMIT 1", Read, kind.Word(), name);

    public static NoteRecord? Version(Sql sql, NoteKind kind, string name, int version) => sql.First(
        "SELECT * FROM note WHERE kind = ?1 AND name = ?2 AND version = ?3", Read, kind.Word(), name, version);

    /// <summary>By id.</summary>
    public static NoteRecord? ById(Sql sql, string id) => sql.First("SELECT * FROM note WHERE id = ?1", Read, id);

    public static List<NoteRecord> OfTask(Sql sql, string taskId) =>
        sql.All("SELECT * FROM note WHERE task_id = ?1 ORDER BY seq", Read, taskId);

    internal static void Insert(Tx tx, NoteRecord note) => tx.Sql.Run(
        "INSERT INTO note(id, run_id, task_id, kind, name, version, body, author, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        note.Id, note.RunId, note.TaskId, note.Kind.Word(), note.Name, note.Version, note.Body, note.Author, note.CreatedAt);

    private static NoteRecord Read(Row row) => new(
        row.Text("id"), row.TextOrNull("run_id"), row.TextOrNull("task_id"), row.Word<NoteKind>("kind"), row.Text("name"), row.Int("version"),
        row.Text("body"), row.Text("author"), row.Time("created_at"));
}
