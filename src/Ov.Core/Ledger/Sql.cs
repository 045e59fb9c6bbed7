using SQLitePCL;

namespace Ov.Core.Ledger;

/// <summary>Runs statements on one connection. Only stores call it; statements are kept prepared for the life of the connection.</summary>
public sealed class Sql : IDisposable
{
    private readonly sqlite3 _database;
    private readonly Dictionary<string, Prepared> _prepared = new(StringComparer.Ordinal);

    internal Sql(sqlite3 database) => _database = database;

    /// <summary>Hears of each statement; null unless somebody asked.</summary>
    internal CallWatch? Watch { get; set; }

    /// <summary>Runs a change and returns the number of rows it touched.</summary>
    public int Run(string sql, params ReadOnlySpan<SqlValue> values)
    {
        var began = CallWatch.Start(Watch);
        var statement = Start(sql, values);
        try
        {
            while (Step(statement, sql))
            {
            }

            return raw.sqlite3_changes(_database);
        }
        finally
        {
            raw.sqlite3_reset(statement.Handle);
            Watch?.Record(CallKind.Sql, began, sql);
        }
    }

    /// <summary>The first row, or null when there is none.</summary>
    public T? First<T>(string sql, RowReader<T> read, params ReadOnlySpan<SqlValue> values) where T : class
    {
        var began = CallWatch.Start(Watch);
        var statement = Start(sql, values);
        try
        {
            return Step(statement, sql) ? read(new Row(statement.Handle, statement.Columns)) : null;
        }
        finally
        {
            raw.sqlite3_reset(statement.Handle);
            Watch?.Record(CallKind.Sql, began, sql);
        }
    }

    public List<T> All<T>(string sql, RowReader<T> read, params ReadOnlySpan<SqlValue> values)
    {
        var rows = new List<T>();
        var began = CallWatch.Start(Watch);
        var statement = Start(sql, values);
        try
        {
            while (Step(statement, sql))
            {
                rows.Add(read(new Row(statement.Handle, statement.Columns)));
            }

            return rows;
        }
        finally
        {
            raw.sqlite3_reset(statement.Handle);
            Watch?.Record(CallKind.Sql, began, sql);
        }
    }

    /// <summary>The first column of the first row as a number, or null.</summary>
    public long? Number(string sql, params ReadOnlySpan<SqlValue> values)
    {
        var began = CallWatch.Start(Watch);
        var statement = Start(sql, values);
        try
        {
            return Step(statement, sql) && raw.sqlite3_column_type(statement.Handle, 0) != raw.SQLITE_NULL
                ? raw.sqlite3_column_int64(statement.Handle, 0)
                : null;
        }
        finally
        {
            raw.sqlite3_reset(statement.Handle);
            Watch?.Record(CallKind.Sql, began, sql);
        }
    }

    /// <summary>The first column of the first row as text, or null.</summary>
    public string? Text(string sql, params ReadOnlySpan<SqlValue> values)
    {
        var began = CallWatch.Start(Watch);
        var statement = Start(sql, values);
        try
        {
            return Step(statement, sql) && raw.sqlite3_column_type(statement.Handle, 0) != raw.SQLITE_NULL
                ? raw.sqlite3_column_text(statement.Handle, 0).utf8_to_string()
                : null;
        }
        finally
        {
            raw.sqlite3_reset(statement.Handle);
            Watch?.Record(CallKind.Sql, began, sql);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Handle.Dispose();
        }

        _prepared.Clear();
    }

    private Prepared Start(string sql, ReadOnlySpan<SqlValue> values)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(_database, sql, out var handle), sql);
            statement = new Prepared(handle);
            _prepared.Add(sql, statement);
        }

        raw.sqlite3_clear_bindings(statement.Handle);
        for (var i = 0; i < values.Length; i++)
        {
            Bind(statement.Handle, i + 1, values[i]);
        }

        return statement;
    }

    private static void Bind(sqlite3_stmt handle, int index, SqlValue value) => _ = value.Kind switch
    {
        SqlKind.Number => raw.sqlite3_bind_int64(handle, index, value.Number),
        SqlKind.Real => raw.sqlite3_bind_double(handle, index, value.Real),
        SqlKind.Text => raw.sqlite3_bind_text(handle, index, value.Text!),
        _ => raw.sqlite3_bind_null(handle, index),
    };

    private bool Step(Prepared statement, string sql)
    {
        var code = raw.sqlite3_step(statement.Handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(statement.Handle);
            Check(code, sql);
        }

        return false;
    }

    internal void Check(int code, string sql)
    {
        if (code != raw.SQLITE_OK)
        {
            throw SqliteFailure.For(code, raw.sqlite3_extended_errcode(_database), raw.sqlite3_errmsg(_database).utf8_to_string(), sql);
        }
    }

    private sealed class Prepared(sqlite3_stmt handle)
    {
        private Dictionary<string, int>? _columns;

        public sqlite3_stmt Handle { get; } = handle;

        public Dictionary<string, int> Columns => _columns ??= ReadColumns();

        private Dictionary<string, int> ReadColumns()
        {
            var count = raw.sqlite3_column_count(Handle);
            var columns = new Dictionary<string, int>(count, StringComparer.Ordinal);
            for (var i = 0; i < count; i++)
            {
                columns[raw.sqlite3_column_name(Handle, i).utf8_to_string()] = i;
            }

            return columns;
        }
    }
}
