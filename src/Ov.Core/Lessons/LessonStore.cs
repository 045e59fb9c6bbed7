using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Ledger;

namespace Ov.Core.Lessons;

/// <summary>Rows of lessons. The text is also a note, so that the search in notes and 'ov show' know it.</summary>
public static class LessonStore
{
    public static Lesson? ById(Sql sql, string noteId) => sql.First("SELECT * FROM lesson WHERE note_id = ?1", Read, noteId);

    public static Lesson? ByFingerprint(Sql sql, string fingerprint) => sql.First("SELECT * FROM lesson WHERE fingerprint = ?1", Read, fingerprint);

    /// <summary>What has that id where it was imported from, newest first: an edited record keeps its id.</summary>
    public static List<Lesson> BySource(Sql sql, string source) => sql.All("SELECT * FROM lesson WHERE source = ?1 ORDER BY seq DESC", Read, source);

    public static List<Lesson> ByPrefix(Sql sql, string idPrefix, int limit) =>
        sql.All("SELECT * FROM lesson WHERE note_id >= ?1 AND note_id < ?2 ORDER BY note_id LIMIT ?3", Read, idPrefix, idPrefix + "\u007f", limit);

    /// <summary>Whether there is any; one seek.</summary>
    public static bool HasAny(Sql sql) => sql.Number("SELECT 1 FROM lesson WHERE state = 'current' LIMIT 1") is not null;

    public static List<string> Domains(Sql sql) => sql.All("SELECT DISTINCT domain FROM lesson WHERE state = 'current' ORDER BY domain", row => row.Text("domain"));

    /// <summary>The newest current ones of a domain and class.</summary>
    public static List<Lesson> OfDomain(Sql sql, string domain, LessonClass grade, int limit) => sql.All(
        "SELECT * FROM lesson WHERE state = 'current' AND domain = ?1 AND class = ?2 ORDER BY recorded_at DESC LIMIT ?3", Read, domain, grade.Word(), limit);

    /// <summary>The newest current ones that name files.</summary>
    public static List<Lesson> AboutFiles(Sql sql, int limit) =>
        sql.All("SELECT * FROM lesson INDEXED BY lesson_files WHERE state = 'current' AND files <> '[]' ORDER BY recorded_at DESC LIMIT ?1", Read, limit);

    /// <summary>Those that hold the words, best first.</summary>
    /// <param name="match">From <see cref="Text.SearchWords"/>.</param>
    public static List<Lesson> Search(Sql sql, string match, LessonFilter filter) => sql.All(
        $"""
        SELECT lesson.* FROM note_words JOIN note ON note.seq = note_words.rowid JOIN lesson ON lesson.note_id = note.id
        WHERE note_words MATCH ?5 AND note.kind = 'lesson' AND {Where(filter)} ORDER BY note_words.rank LIMIT ?4
        """, Read, Values(filter, match));

    /// <summary>Newest first.</summary>
    public static List<Lesson> Select(Sql sql, LessonFilter filter) =>
        sql.All($"SELECT * FROM lesson WHERE ?5 IS NULL AND {Where(filter)} ORDER BY recorded_at DESC, note_id LIMIT ?4", Read, Values(filter, null));

    public static List<LessonOutcome> Outcomes(Sql sql, string noteId) => sql.All(
        "SELECT * FROM lesson_outcome WHERE note_id = ?1 ORDER BY seq",
        row => new LessonOutcome(row.Text("status"), row.TextOrNull("agent"), row.TextOrNull("note"), row.Time("at")), noteId);

    internal static void Insert(Tx tx, Lesson lesson, string fingerprint) => tx.Sql.Run(
        """
        INSERT INTO lesson(note_id, seq, domain, type, class, state, reason, title, text, resolution, files, tags, evidence, source, fingerprint, recorded_at, author)
        VALUES (?1, (SELECT seq FROM note WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """,
        lesson.NoteId, lesson.Domain, lesson.Type, lesson.Class.Word(), lesson.State.Word(), tx.Words(lesson.Reason), tx.Words(lesson.Title), tx.Words(lesson.Text), tx.Words(lesson.Resolution),
        TextList.Write(lesson.Files), TextList.Write(lesson.Tags), tx.Words(JsonSerializer.Serialize(new Dictionary<string, string>(lesson.Evidence), EvidenceJson.Default.DictionaryStringString)),
        lesson.Source, fingerprint, lesson.RecordedAt, lesson.Author);

    internal static void SetState(Tx tx, string noteId, LessonState state, string? reason, string? replacedBy) =>
        tx.Sql.Run("UPDATE lesson SET state = ?2, reason = ?3, replaced_by = ?4 WHERE note_id = ?1", noteId, state.Word(), tx.Words(reason), replacedBy);

    internal static void AddOutcome(Tx tx, string noteId, LessonOutcome outcome)
    {
        tx.Sql.Run(
            "INSERT INTO lesson_outcome(note_id, status, agent, note, at) VALUES (?1, ?2, ?3, ?4, ?5)", noteId, outcome.Status, outcome.Agent, tx.Words(outcome.Note), outcome.At ?? tx.Now);
        tx.Sql.Run(
            "UPDATE lesson SET worked = worked + ?2, failed = failed + ?3 WHERE note_id = ?1", noteId,
            outcome.Status == LessonOutcome.WorkedWord ? 1 : 0, outcome.Status == LessonOutcome.FailedWord ? 1 : 0);
    }

    private static string Where(LessonFilter filter) => string.Join(
        " AND ",
        filter.State is null ? "?1 IS NULL" : "lesson.state = ?1", filter.Type is null ? "?2 IS NULL" : "lesson.type = ?2", filter.Class is null ? "?3 IS NULL" : "lesson.class = ?3",
        filter.Domains.Count == 0 ? "1" : $"lesson.domain IN ({string.Join(", ", filter.Domains.Select((_, i) => $"?{6 + i}"))})");

    private static SqlValue[] Values(LessonFilter filter, string? match) =>
        [filter.State?.Word(), filter.Type, filter.Class?.Word(), filter.Limit, match, .. filter.Domains.Select(domain => (SqlValue)domain)];

    private static Lesson Read(Row row) => new(
        row.Text("note_id"), row.Text("domain"), row.Text("type"), row.Word<LessonClass>("class"), row.Word<LessonState>("state"), row.TextOrNull("reason"),
        row.TextOrNull("replaced_by"), row.Text("title"), row.Text("text"), row.TextOrNull("resolution"), row.List("files"), row.List("tags"),
        JsonSerializer.Deserialize(row.Text("evidence"), EvidenceJson.Default.DictionaryStringString) ?? [], row.TextOrNull("source"), row.Int("worked"), row.Int("failed"),
        row.Time("recorded_at"), row.Text("author"));
}

/// <summary>Which lessons are shown; an empty list or null means any.</summary>
public sealed record LessonFilter(IReadOnlyList<string> Domains, string? Type, LessonClass? Class, LessonState? State, int Limit);

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
