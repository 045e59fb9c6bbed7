using Ov.Core.Processes;
using SQLitePCL;

namespace Ov.Core.Ledger;

/// <summary>
/// Tries on the spot what the ledger will live on: a WAL database with two connections, and a lock that refuses a second holder.
/// Network and pass-through file systems promise these and break them; a ledger there would lose commits.
/// </summary>
public static class StorageProbe
{
    /// <param name="folder">An existing folder on the file system in question; left as it was.</param>
    /// <exception cref="OvException">unsafe-storage.</exception>
    public static void Require(string folder)
    {
        if (StorageKind.Of(folder) is { } kind && StorageKind.AdviceAgainst(kind) is { } advice)
        {
            throw new OvException(ErrorCode.UnsafeStorage, $"The ledger cannot lie safely in {folder}: its file system is {kind}.", advice);
        }

        var scratch = Path.Combine(folder, $".ov-probe-{Guid.NewGuid():n}");
        try
        {
            PrivateFolder.Create(scratch);
            TryLock(Path.Combine(scratch, "lock"));
            TryDatabase(Path.Combine(scratch, "probe.db"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unsafe(folder, fault.Message);
        }
        catch (OvException fault) when (fault.Code != ErrorCode.UnsafeStorage || fault.Hint is null)
        {
            throw Unsafe(folder, fault.Message);
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    private static void TryLock(string path)
    {
        using var first = FileLock.TryTake(path) ?? throw new IOException("a fresh lock could not be taken");
        using var second = FileLock.TryTake(path);
        if (second is not null)
        {
            throw new IOException("a held lock was given away a second time");
        }
    }

    private static void TryDatabase(string path)
    {
        SqliteEngine.Use();
        using var writer = Open(path);
        if (Text(writer, "PRAGMA journal_mode=WAL") != "wal")
        {
            throw new IOException("SQLite cannot use its write-ahead log");
        }

        Run(writer, "CREATE TABLE probe(value INTEGER); BEGIN IMMEDIATE; INSERT INTO probe VALUES (1)");
        using var other = Open(path);
        if (Text(other, "SELECT count(*) FROM probe") != "0")
        {
            throw new IOException("a second connection sees what was not committed");
        }

        if (raw.sqlite3_exec(other, "BEGIN IMMEDIATE") != raw.SQLITE_BUSY)
        {
            throw new IOException("two connections could write at once");
        }

        Run(writer, "COMMIT");
        if (Text(other, "SELECT count(*) FROM probe") != "1")
        {
            throw new IOException("a second connection does not see a commit");
        }
    }

    private static sqlite3 Open(string path)
    {
        var code = raw.sqlite3_open_v2(path, out var database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code == raw.SQLITE_OK)
        {
            return database;
        }

        database.Dispose();
        throw new IOException("SQLite cannot make a file");
    }

    private static void Run(sqlite3 database, string sql)
    {
        if (raw.sqlite3_exec(database, sql) != raw.SQLITE_OK)
        {
            throw new IOException($"SQLite says: {raw.sqlite3_errmsg(database).utf8_to_string()}");
        }
    }

    private static string Text(sqlite3 database, string sql)
    {
        if (raw.sqlite3_prepare_v2(database, sql, out var statement) != raw.SQLITE_OK)
        {
            throw new IOException($"SQLite says: {raw.sqlite3_errmsg(database).utf8_to_string()}");
        }

        using (statement)
        {
            return raw.sqlite3_step(statement) == raw.SQLITE_ROW ? raw.sqlite3_column_text(statement, 0).utf8_to_string() : "";
        }
    }

    private static OvException Unsafe(string folder, string why) => new(
        ErrorCode.UnsafeStorage, $"The ledger cannot lie safely in {folder}: {why}.",
        "Put the repository on a local disk (not a network or shared folder) that you may write to.");
}
