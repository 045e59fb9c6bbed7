using Ov.Core.Ledger;

namespace Ov.Core.Showing;

/// <summary>Finds things of every kind by id, name, branch or path.</summary>
internal static class ThingStore
{
    private const int Candidates = 12;

    /// <summary>Kind, and the table and column of what people call it.</summary>
    private static readonly (string Kind, string Table, string Name)[] Tables =
    [
        ("agent", "agent", "name"), ("task", "task", "title"), ("run", "run", "name"), ("msg", "message", "subject"), ("note", "note", "name"),
        ("merge", "merge", "branch"), ("group", "task_group", "name"), ("worktree", "worktree", "path"), ("gate", "gate", "question"),
    ];

    /// <summary>Exactly this id, whatever it is of.</summary>
    public static ThingName? ById(Sql sql, string id) => Tables
        .Select(table => sql.First($"SELECT id, {table.Name} AS name FROM {table.Table} WHERE id = ?1", row => Read(row, table.Kind), id))
        .FirstOrDefault(found => found is not null);

    /// <summary>Ids whose random part begins so; with its kind before it, only of that kind.</summary>
    public static List<ThingName> ByPrefix(Sql sql, string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var (kind, random) = dash < 0 ? (null, text) : (text[..dash], text[(dash + 1)..]);
        return random.Length < 2 ? [] : [.. Tables.Where(table => kind is null || table.Kind == kind).SelectMany(table => sql.All(
            $"SELECT id, {table.Name} AS name FROM {table.Table} WHERE id >= ?1 AND id < ?2 ORDER BY seq LIMIT ?3",
            row => Read(row, table.Kind), $"{table.Kind}-{random}", $"{table.Kind}-{random}\u007f", Candidates))];
    }

    /// <summary>The newest bearer of a name among agents, runs and groups, what lives before what ended; and the notes of that name.</summary>
    public static List<ThingName> ByName(Sql sql, string name) =>
    [
        .. First(sql, "agent", "SELECT id, name FROM agent WHERE name = lower(?1) ORDER BY ended_at IS NULL DESC, seq DESC LIMIT 1", name),
        .. First(sql, "run", "SELECT id, name FROM run WHERE name = ?1 ORDER BY state = 'active' DESC, seq DESC LIMIT 1", name),
        .. First(sql, "group", "SELECT id, name FROM task_group WHERE name = ?1 ORDER BY state = 'active' DESC, seq DESC LIMIT 1", name),
        .. First(sql, "note", "SELECT id, kind || ' ' || name AS name FROM note WHERE name = ?1 AND newest = 1 ORDER BY seq DESC LIMIT 12", name),
    ];

    /// <summary>What a branch or the path of a worktree belongs to: its task, else its worktree, else its newest merge.</summary>
    public static ThingName? ByPlace(Sql sql, string place) =>
        First(sql, "task", "SELECT id, title AS name FROM task WHERE branch = ?1 ORDER BY seq DESC LIMIT 1", place)
            .Concat(First(sql, "worktree", "SELECT id, path AS name FROM worktree WHERE path = ?1 OR branch = ?1 ORDER BY removed_at IS NULL DESC, seq DESC LIMIT 1", place))
            .Concat(First(sql, "merge", "SELECT id, branch AS name FROM merge WHERE branch = ?1 ORDER BY seq DESC LIMIT 1", place))
            .FirstOrDefault();

    /// <summary>Names a slip may have meant.</summary>
    public static List<string> AllNames(Sql sql) => sql.All(
        "SELECT name FROM agent UNION SELECT name FROM run UNION SELECT name FROM task_group", row => row.Text("name"));

    public static List<ThingEvent> HistoryOfAgent(Sql sql, string agentId, int limit) =>
        sql.All("SELECT at, type, actor, text FROM event WHERE agent_id = ?1 ORDER BY seq DESC LIMIT ?2", ReadEvent, agentId, limit);

    public static List<ThingEvent> HistoryOfTask(Sql sql, string taskId, int limit) =>
        sql.All("SELECT at, type, actor, text FROM event WHERE task_id = ?1 ORDER BY seq DESC LIMIT ?2", ReadEvent, taskId, limit);

    private static List<ThingName> First(Sql sql, string kind, string question, string value) => sql.All(question, row => Read(row, kind), value);

    private static ThingName Read(Row row, string kind) => new(kind, row.Text("id"), row.Text("name"));

    private static ThingEvent ReadEvent(Row row) => new(row.Time("at"), row.Text("type"), row.TextOrNull("actor"), row.TextOrNull("text"));
}
