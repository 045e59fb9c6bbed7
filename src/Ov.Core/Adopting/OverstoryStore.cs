using System.Globalization;
using Ov.Core.Ledger;
using SQLitePCL;

namespace Ov.Core.Adopting;

/// <summary>Reads one of Overstory's databases, always in a copy. Older versions lack columns and tables: what has no column reads as null.</summary>
internal sealed class OverstoryStore : IDisposable
{
    private readonly string _name;
    private readonly sqlite3 _database;
    private readonly Sql _sql;

    private OverstoryStore(string name, sqlite3 database)
    {
        _name = name;
        _database = database;
        _sql = new Sql(database);
    }

    /// <summary>Rows with a time that could not be read; they got another one.</summary>
    public int BadTimes { get; private set; }

    /// <param name="name">What people know it as, such as <c>mail.db</c>.</param>
    /// <exception cref="OvException">foreign-data, when it is no sound database.</exception>
    public static OverstoryStore Open(string path, string name)
    {
        SqliteEngine.Use();
        raw.sqlite3_open_v2(path, out var database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        var store = new OverstoryStore(name, database);
        try
        {
            var complaint = store.Guarded(() => store._sql.Text("PRAGMA quick_check(1)"));
            return complaint is null or "ok" ? store : throw store.Unreadable(complaint);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public List<ForeignRun> Runs() => Rows(
        "runs", ["id", "started_at", "status"], null,
        row => new ForeignRun(row.Text("id"), row.Text("status"), Time(row, "started_at"), TimeOrNull(row, "completed_at")), "completed_at");

    public List<ForeignSession> Sessions()
    {
        // Before the tracker became exchangeable the column had the name of the first one.
        var task = HasColumn("sessions", "task_id") ? "task_id" : "bead_id";
        return Rows(
            "sessions", ["id", "agent_name", "capability", "worktree_path", "branch_name", task, "state", "started_at", "last_activity"], null,
            row => new ForeignSession(
                row.Text("id"), row.Text("agent_name"), row.Text("capability"), row.Text("worktree_path"), row.Text("branch_name"), row.Text(task),
                row.Text("state"), row.IntOrNull("pid"), row.TextOrNull("parent_agent"), row.IntOrNull("depth") ?? 0, row.TextOrNull("run_id"),
                Time(row, "started_at"), Time(row, "last_activity"), row.TextOrNull("claude_session_id")),
            "pid", "parent_agent", "depth", "run_id", "claude_session_id");
    }

    public List<ForeignMail> Mails() => Rows(
        "messages", ["id", "from_agent", "to_agent", "subject", "body", "type", "priority", "read", "created_at"], "created_at, rowid",
        row => new ForeignMail(
            row.Text("id"), row.Text("from_agent"), row.Text("to_agent"), row.Text("subject"), row.Text("body"), row.Text("type"), row.Text("priority"),
            row.TextOrNull("thread_id"), row.TextOrNull("payload"), row.Bool("read"), Time(row, "created_at")), "thread_id", "payload");

    public List<ForeignMerge> Merges()
    {
        var task = HasColumn("merge_queue", "task_id") ? "task_id" : "bead_id";
        return Rows(
            "merge_queue", ["id", "branch_name", task, "agent_name", "enqueued_at", "status"], "id",
            row => new ForeignMerge(
                row.Text("id"), row.Text("branch_name"), row.Text(task), row.Text("agent_name"), Files(row.TextOrNull("files_modified")),
                Time(row, "enqueued_at"), row.Text("status"), row.TextOrNull("resolved_tier")), "files_modified", "resolved_tier");
    }

    public void Dispose()
    {
        _sql.Dispose();
        _database.Dispose();
    }

    private List<T> Rows<T>(string table, string[] needed, string? order, RowReader<T> read, params string[] optional) => Guarded(() =>
    {
        var columns = Columns(table);
        if (columns.Count == 0)
        {
            // An empty file, as SQLite makes it on opening, or a version that had no such table yet.
            return [];
        }

        if (needed.FirstOrDefault(column => !columns.Contains(column)) is { } missing)
        {
            throw Unreadable($"its table {table} has no column {missing}; this version of Overstory is not known");
        }

        var list = needed.Concat(optional.Select(column => columns.Contains(column) ? column : $"NULL AS {column}"));
        return _sql.All($"SELECT {string.Join(", ", list)} FROM {table} ORDER BY {order ?? "rowid"}", read);
    });

    private bool HasColumn(string table, string column) => Guarded(() => Columns(table) is var columns && (columns.Count == 0 || columns.Contains(column)));

    private HashSet<string> Columns(string table) => [.. _sql.All($"SELECT name FROM pragma_table_info('{table}')", row => row.Text("name"))];

    private static IReadOnlyList<string> Files(string? json)
    {
        try
        {
            return json is null ? [] : TextList.Parse(json);
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }
    }

    private DateTimeOffset Time(Row row, string column) => TimeOrNull(row, column) ?? Missing();

    private DateTimeOffset Missing()
    {
        BadTimes++;
        return DateTimeOffset.UnixEpoch;
    }

    /// <summary>Overstory writes UTC, in some tables without saying so.</summary>
    private static DateTimeOffset? TimeOrNull(Row row, string column) =>
        DateTimeOffset.TryParse(row.TextOrNull(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : null;

    /// <summary>SQLite's own failures speak of the ledger; here they are about somebody else's file.</summary>
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteFailure fault)
        {
            throw Unreadable(fault.Message);
        }
        catch (OvException fault) when (fault.Code != ErrorCode.ForeignData)
        {
            throw Unreadable(raw.sqlite3_errmsg(_database).utf8_to_string());
        }
    }

    private OvException Unreadable(string why) => new(
        ErrorCode.ForeignData, $"Overstory's {OverstoryFolder.Name}/{_name} cannot be read: {why}. Nothing was imported.",
        "Repair it or move it away; or leave Overstory's state out: ov init --no-adopt");
}
