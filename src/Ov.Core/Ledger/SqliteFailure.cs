using SQLitePCL;

namespace Ov.Core.Ledger;

/// <summary>A failure inside SQLite that is not one of the expected ones; the rest become <see cref="OvException"/>.</summary>
public sealed class SqliteFailure : Exception
{
    private SqliteFailure(int code, int extended, string message, string sql)
        : base($"SQLite error {extended} ({message}) in: {sql}")
    {
        Code = code;
        Extended = extended;
    }

    /// <summary>SQLite's primary result code.</summary>
    public int Code { get; }

    public int Extended { get; }

    public bool IsUniqueViolation => Code == raw.SQLITE_CONSTRAINT && Extended is 2067 or 1555;

    internal static Exception For(int code, int extended, string message, string sql) => code switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            new OvException(ErrorCode.Busy, "The ledger is busy; nothing was changed.", "Run the command again."),
        raw.SQLITE_FULL =>
            new OvException(ErrorCode.UnsafeStorage, "The disk that holds the ledger is full; nothing was changed.", "Free some space and run the command again."),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            new OvException(ErrorCode.UnsafeStorage, $"The ledger is damaged ({message}).", "Run 'ov doctor' for copies that can be restored."),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_IOERR =>
            new OvException(ErrorCode.UnsafeStorage, $"The ledger cannot be read or written ({message}).", "Check the permissions and the file system of the repository's git folder."),
        _ => new SqliteFailure(code, extended, message, sql),
    };
}
