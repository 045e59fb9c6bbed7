using SQLitePCL;

namespace Ov.Core.Ledger;

/// <summary>The current row of a running statement. Valid only inside the reading function it is handed to.</summary>
public readonly ref struct Row
{
    private readonly sqlite3_stmt _statement;
    private readonly Dictionary<string, int> _columns;

    internal Row(sqlite3_stmt statement, Dictionary<string, int> columns)
    {
        _statement = statement;
        _columns = columns;
    }

    public string Text(string column) => TextOrNull(column) ?? "";

    public string? TextOrNull(string column) => raw.sqlite3_column_text(_statement, _columns[column]).utf8_to_string();

    public long Long(string column) => raw.sqlite3_column_int64(_statement, _columns[column]);

    public int Int(string column) => (int)Long(column);

    public bool Bool(string column) => Long(column) != 0;

    public long? LongOrNull(string column) => IsNull(column) ? null : Long(column);

    public int? IntOrNull(string column) => IsNull(column) ? null : Int(column);

    public double Real(string column) => raw.sqlite3_column_double(_statement, _columns[column]);

    public DateTimeOffset Time(string column) => DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

    public DateTimeOffset? TimeOrNull(string column) => IsNull(column) ? null : Time(column);

    /// <summary>The value of an enum stored as its snake_case word.</summary>
    public T Word<T>(string column) where T : struct, Enum => SnakeCase.Parse<T>(Text(column));

    /// <summary>A list stored as a JSON array of strings; null reads as empty.</summary>
    public IReadOnlyList<string> List(string column) => IsNull(column) ? [] : TextList.Parse(raw.sqlite3_column_blob(_statement, _columns[column]));

    public bool IsNull(string column) => raw.sqlite3_column_type(_statement, _columns[column]) == raw.SQLITE_NULL;
}

/// <summary>Reads one row into a record.</summary>
public delegate T RowReader<out T>(Row row);
