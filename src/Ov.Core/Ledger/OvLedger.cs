using Ov.Core.Processes;
using Ov.Core.Redacting;
using SQLitePCL;

namespace Ov.Core.Ledger;

/// <summary>How much a commit waits for the disk. Only commands that log events use <see cref="Relaxed"/>.</summary>
public enum Durability
{
    Full,
    Relaxed,
}

/// <summary>
/// The one file that holds every fact. Writers queue on an OS lock, then begin IMMEDIATE without a busy timeout: fair under load,
/// whatever the engine. Readers never wait for writers (WAL).
/// </summary>
public sealed class OvLedger : IDisposable
{
    private static readonly TimeSpan WriterPatience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Bytes of log (128 pages) from which a commit copies it back and empties it. Whoever opens the ledger alone first reads the whole
    /// log, a millisecond for a megabyte; copying it back costs two waits for the disk.
    /// </summary>
    private const long LongLog = 128 * 4120;

    /// <summary>Covers the instant in which another process recovers or resets the log; writers never wait on it.</summary>
    private const int BusyTimeoutMs = 2000;

    private readonly sqlite3 _database;
    private readonly Sql _sql;
    private readonly IReadOnlyDictionary<string, string> _variables;
    private Redactor? _redactor;

    /// <summary>One connection, one thread at a time: gates of several candidates run at once.</summary>
    private readonly Lock _connection = new();
    private bool _writing;
    private bool _reading;
    private bool _keepsNothing;
    private FileLock? _rehearsal;

    private OvLedger(LedgerFiles files, sqlite3 database, OvEnvironment environment)
    {
        Files = files;
        _variables = environment.Variables;
        _database = database;
        _sql = new Sql(database);
        Seams = TestSeams.None(environment.Time);
    }

    public LedgerFiles Files { get; }

    /// <summary>Finds what knows the secrets; asked once, before the first change. Without it those of the environment are known.</summary>
    internal Func<Redactor>? Secrets { get; set; }

    /// <summary>For a command that stores ids and states only, nothing that anybody wrote: no settings are read for their secrets.</summary>
    internal void StoresNoWords() => Secrets = null;

    private Redactor Redactor => _redactor ??= Secrets?.Invoke() ?? new Redactor(_variables);

    public TestSeams Seams { get; private set; }

    public DateTimeOffset Now => Seams.Clock.GetUtcNow();

    /// <summary>Changes whenever another connection has committed; cheap enough to ask many times a second.</summary>
    public long DataVersion => _sql.Number("PRAGMA data_version") ?? 0;

    /// <summary>For who keeps the ledger open: a newer program may have brought it forward meanwhile.</summary>
    /// <exception cref="OvException">ledger-newer.</exception>
    public void RequireKnownSchema() => Migrations.RequireKnown((int)(_sql.Number("PRAGMA user_version") ?? 0));

    /// <summary>Joins the first transaction that is kept, whatever writes it: what comes with the effect of a command as a whole.</summary>
    public Action<Tx>? First { private get; set; }

    /// <summary>Told when a writer waits for another one.</summary>
    public WorkProgress Progress { get; set; } = WorkProgress.Silent;

    /// <summary>Hears of each statement, for <c>--verbose</c> and <c>--timing</c>.</summary>
    public CallWatch? Watch
    {
        set => _sql.Watch = value;
    }

    /// <summary>Opens the ledger of a project, migrating it when this program is newer.</summary>
    /// <param name="mayMigrate">False refuses an older ledger instead.</param>
    /// <exception cref="OvException">not-initialised, ledger-newer, unsafe-storage or busy.</exception>
    public static OvLedger Open(LedgerFiles files, OvEnvironment environment, Durability durability = Durability.Full, bool mayMigrate = true)
    {
        if (!File.Exists(files.Database))
        {
            throw new OvException(ErrorCode.NotInitialised, "This repository has no ov ledger yet.", "Run 'ov init' in it first.");
        }

        return new DirectoryInfo(files.Folder).LinkTarget is null
            ? Connect(files, environment, durability, mayMigrate)
            : throw new OvException(ErrorCode.UnsafeStorage, $"{files.Folder} is a symbolic link; ov keeps its files in real folders only.", "Remove the link, or move the folder it points to here.");
    }

    /// <summary>Makes the ledger file if it is missing, then opens it. Only <c>init</c> calls this.</summary>
    public static OvLedger Create(LedgerFiles files, OvEnvironment environment)
    {
        PrivateFolder.Create(files.Folder);
        return Connect(files, environment, Durability.Full, mayMigrate: true);
    }

    /// <summary>Reads in one snapshot: everything inside sees the same state, reads within the read too.</summary>
    public T Read<T>(Func<Sql, T> body)
    {
        using var turn = _connection.EnterScope();
        if (_writing || _reading || _rehearsal is not null)
        {
            return body(_sql);
        }

        Execute("BEGIN");
        _reading = true;
        try
        {
            return body(_sql);
        }
        finally
        {
            _reading = false;
            Execute("COMMIT");
        }
    }

    /// <summary>Guard, change and event in one transaction; an exception rolls everything back.</summary>
    /// <exception cref="OvException">busy, when the lock was not to be had in time.</exception>
    public T Write<T>(Func<Tx, T> body) => Transact(body, keep: true);

    /// <summary>Runs what <see cref="Write{T}"/> would and takes it back: for <c>--dry-run</c>, which must decide as the real thing does.</summary>
    public T Rehearse<T>(Func<Tx, T> body) => Transact(body, keep: false);

    /// <summary>
    /// From now on this connection keeps nothing. What it writes is judged by every guard and seen by what it reads afterwards, as in life;
    /// when it closes, all of it is taken back, and no bell was rung. This is <c>--dry-run</c>, whatever the command.
    /// </summary>
    public void KeepNothing() => _keepsNothing = true;

    private T Transact<T>(Func<Tx, T> body, bool keep)
    {
        using var mine = _connection.EnterScope();
        if (_keepsNothing)
        {
            return Try(body, keep);
        }

        var redactor = Redactor;
        using var turn = TakeTurn();
        Execute("BEGIN IMMEDIATE");
        _writing = true;
        Tx tx;
        T result;
        try
        {
            tx = new Tx(_sql, Files, Now, Seams.Ids, redactor);
            First?.Invoke(tx);
            result = body(tx);
            Execute(keep ? "COMMIT" : "ROLLBACK");
        }
        catch
        {
            raw.sqlite3_exec(_database, "ROLLBACK");
            throw;
        }
        finally
        {
            _writing = false;
        }

        ShortenLog();
        turn.Dispose();
        if (keep)
        {
            First = null;
            tx.RunAfterCommit();
        }

        return result;
    }

    private FileLock TakeTurn()
    {
        using var step = Progress.Step("Waiting to write to the ledger");
        try
        {
            return FileLock.Take(Files.WriteLock, WriterPatience) ?? throw new OvException(ErrorCode.Busy, "Another process has been writing to the ledger for too long; nothing was changed.", "Run the command again.");
        }
        catch (OvException unusable) when (unusable.Code == ErrorCode.UnsafeStorage && WriteAccess.IsForbidden(Files.WriteLock))
        {
            throw new OvException(ErrorCode.LedgerForbidden, $"The file system forbids this session to write to the ledger, and nothing was changed: {unusable.Message}", "Commands that only read work. To an agent new mail comes with its next turn.");
        }
    }

    /// <summary>One step of a rehearsal: all its steps lie in one transaction, which is rolled back at the end.</summary>
    private T Try<T>(Func<Tx, T> body, bool keep)
    {
        if (_rehearsal is null)
        {
            _rehearsal = TakeTurn();
            Execute("BEGIN IMMEDIATE");
        }

        Execute("SAVEPOINT step");
        _writing = true;
        try
        {
            var result = body(new Tx(_sql, Files, Now, Seams.Ids, Redactor));
            Execute(keep ? "RELEASE step" : "ROLLBACK TO step; RELEASE step");
            return result;
        }
        catch
        {
            raw.sqlite3_exec(_database, "ROLLBACK TO step; RELEASE step");
            throw;
        }
        finally
        {
            _writing = false;
        }
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<Tx> body) => Write(tx =>
    {
        body(tx);
        return true;
    });

    /// <summary>Copies the ledger as of now into a new file; the only way a copy may be taken (a second open handle could lose commits).</summary>
    public void CopyTo(string path) => _sql.Run("VACUUM INTO ?1", path);

    /// <summary>SQLite's own check; empty when the file is sound.</summary>
    public IReadOnlyList<string> CheckIntegrity() =>
        [.. _sql.All("PRAGMA integrity_check", row => row.Text("integrity_check")).Where(line => line != "ok"),
         .. _sql.All("PRAGMA foreign_key_check", row => $"row {row.Long("rowid")} of {row.Text("table")} points to a missing row of {row.Text("parent")}")];

    public void Dispose()
    {
        if (_rehearsal is not null)
        {
            raw.sqlite3_exec(_database, "ROLLBACK");
            _rehearsal.Dispose();
            _rehearsal = null;
        }

        _sql.Dispose();
        _database.Dispose();
    }

    private static OvLedger Connect(LedgerFiles files, OvEnvironment environment, Durability durability, bool mayMigrate)
    {
        SqliteEngine.Use();
        var code = raw.sqlite3_open_v2(
            files.Database, out var database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            database.Dispose();
            throw SqliteFailure.For(code, code, "open failed", files.Database);
        }

        var ledger = new OvLedger(files, database, environment);
        try
        {
            ledger.Prepare(environment, durability, mayMigrate);
            return ledger;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    private void Prepare(OvEnvironment environment, Durability durability, bool mayMigrate)
    {
        raw.sqlite3_busy_timeout(_database, BusyTimeoutMs);
        // A short command that is the last to close would otherwise copy the whole log back each time.
        raw.sqlite3_db_config(_database, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        raw.sqlite3_wal_autocheckpoint(_database, 0);
        Execute(durability == Durability.Full
            ? "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL"
            : "PRAGMA foreign_keys=ON; PRAGMA synchronous=NORMAL");
        var version = _sql.Number("PRAGMA user_version") ?? 0;
        if (version > 0 && TestSeams.Wanted(environment) && Meta.Get(_sql, "test") == "1")
        {
            Seams = TestSeams.From(environment);
        }

        if (version != Schema.Version)
        {
            if (!mayMigrate)
            {
                throw new OvException(ErrorCode.State, $"This ledger has schema {version}; this program's is {Schema.Version}.", "Any other command brings it forward.");
            }

            Migrations.Apply(this, _sql, Execute, (int)version);
        }
    }

    /// <summary>
    /// Done by the writer that made the log long, under the write lock. The library's own way never empties the log of programs that come
    /// and go alone: what was copied back is remembered only while somebody has the file open, so each next one copies it all again.
    /// A reader in the way is not waited for, and no failure matters: the commit stands, and the next writer tries again.
    /// </summary>
    private void ShortenLog()
    {
        if (new FileInfo(Files.Log) is { Exists: true, Length: >= LongLog })
        {
            raw.sqlite3_busy_timeout(_database, 0);
            raw.sqlite3_exec(_database, "PRAGMA wal_checkpoint(TRUNCATE)");
            raw.sqlite3_busy_timeout(_database, BusyTimeoutMs);
        }
    }

    private void Execute(string sql)
    {
        var began = CallWatch.Start(_sql.Watch);
        var code = raw.sqlite3_exec(_database, sql);
        _sql.Watch?.Record(CallKind.Sql, began, sql);
        _sql.Check(code, sql);
    }
}
