using System.Runtime.CompilerServices;
using Ov.Core.Ledger;
using SQLitePCL;

namespace Ov.Ledgers;

/// <summary>Ledgers as the first version made them: from its own tables, which no later change of ours touches.</summary>
public static class VersionOne
{
    /// <summary>The tables of that version, word by word.</summary>
    public static string Tables => File.ReadAllText(Beside("version-1.sql"));

    /// <summary>What made a ledger of the second version out of one of the first, word by word.</summary>
    public static string SecondStep => File.ReadAllText(Beside("version-2.sql"));

    /// <summary>What made a ledger of the third version out of one of the second, word by word.</summary>
    public static string ThirdStep => File.ReadAllText(Beside("version-3.sql"));

    /// <summary>What made a ledger of the fourth version out of one of the third, word by word.</summary>
    public static string FourthStep => File.ReadAllText(Beside("version-4.sql"));

    /// <summary>What made a ledger of the fifth version out of one of the fourth, word by word.</summary>
    public static string FifthStep => File.ReadAllText(Beside("version-5.sql"));

    /// <summary>Rows in each of them.</summary>
    private static string Rows => File.ReadAllText(Beside("version-1-rows.sql"));

    /// <summary>A ledger with rows in every table.</summary>
    public static void Make(string file) => Write(file, $"PRAGMA defer_foreign_keys=ON; {Rows}");

    /// <summary>Makes of a ledger of today one of the first version that holds the same rows, as far as it had a place for them.</summary>
    public static void TurnBack(string file)
    {
        var copies = Columns().Select(table => $"INSERT INTO main.{table.Key}({table.Value}) SELECT {table.Value} FROM today.{table.Key};");
        Write(file + ".old", $"PRAGMA defer_foreign_keys=ON; {string.Join('\n', copies)}", attached: file);
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
        File.Move(file + ".old", file, overwrite: true);
    }

    /// <summary>Every row of the tables that the first version had, with the columns that it had: one line each.</summary>
    public static List<string> Lines(string file)
    {
        using var database = Open(file);
        return [.. Columns().SelectMany(table => Query(database, $"SELECT '{table.Key}', {table.Value} FROM {table.Key} ORDER BY 2, 3"))];
    }

    /// <summary>Changes a ledger behind the program's back.</summary>
    public static void Change(string file, string sql)
    {
        using var database = Open(file);
        Run(database, sql);
    }

    private static void Write(string file, string rows, string? attached = null)
    {
        using var database = Open(file);
        Run(database, $"PRAGMA journal_mode=WAL; {(attached is null ? "" : $"ATTACH '{attached}' AS today;")} BEGIN; {Tables} {rows} PRAGMA user_version=1; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>By table, in the order in which rows may be put in.</summary>
    private static Dictionary<string, string> Columns()
    {
        using var empty = Open(":memory:");
        Run(empty, Tables);
        return Query(empty, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
            .ToDictionary(table => table, table => string.Join(", ", Query(empty, $"SELECT name FROM pragma_table_info('{table}')")));
    }

    private static sqlite3 Open(string file)
    {
        SqliteEngine.Use();
        Check(null, raw.sqlite3_open(file, out var database));
        return database;
    }

    private static void Run(sqlite3 database, string sql) => Check(database, raw.sqlite3_exec(database, sql));

    private static List<string> Query(sqlite3 database, string sql)
    {
        var rows = new List<string>();
        Check(database, raw.sqlite3_prepare_v2(database, sql, out var statement));
        using (statement)
        {
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                rows.Add(string.Join('|', Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(i =>
                    raw.sqlite3_column_type(statement, i) == raw.SQLITE_NULL ? "∅" : raw.sqlite3_column_text(statement, i).utf8_to_string())));
            }
        }

        return rows;
    }

    private static void Check(sqlite3? database, int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new InvalidOperationException(database is null ? $"SQLite error {code}" : raw.sqlite3_errmsg(database).utf8_to_string());
        }
    }

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
