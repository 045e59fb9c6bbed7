using Ov.Core.Processes;

namespace Ov.Core.Ledger;

/// <summary>Brings an older ledger forward inside one transaction, after a copy was taken.</summary>
internal static class Migrations
{
    private const string Unfinished = ".part";

    /// <exception cref="OvException">ledger-newer.</exception>
    public static void RequireKnown(int found)
    {
        if (found > Schema.Version)
        {
            throw new OvException(
                ErrorCode.LedgerNewer, $"A newer ov wrote this ledger (schema {found}; this program knows {Schema.Version}).",
                "Use that newer ov, or update this one.");
        }
    }

    public static void Apply(OvLedger ledger, Sql sql, Action<string> execute, int found)
    {
        RequireKnown(found);
        using var turn = FileLock.Take(ledger.Files.WriteLock, TimeSpan.FromSeconds(30))
            ?? throw new OvException(ErrorCode.Busy, "Another process is writing to the ledger; it was not migrated.", "Run the command again.");
        var current = (int)(sql.Number("PRAGMA user_version") ?? 0);
        if (current == Schema.Version)
        {
            return;
        }

        string? copy = null;
        if (current > 0)
        {
            copy = Copy(ledger, current);
            ledger.Seams.Reach(KillPoint.MigrationCopied);
        }
        else
        {
            execute("PRAGMA journal_mode=WAL");
        }

        execute("BEGIN IMMEDIATE");
        try
        {
            for (var step = current; step < Schema.Version; step++)
            {
                execute(Schema.Steps[step]);
            }

            execute($"PRAGMA user_version={Schema.Version}");
            ledger.Seams.Reach(KillPoint.MigrationApplied);
            execute("COMMIT");
        }
        catch
        {
            execute("ROLLBACK");
            // The ledger is as it was, and every further try would add a copy of it.
            Forget(copy);
            throw;
        }

        // Else every lone command that follows would first read the new tables out of the log.
        execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    /// <summary>A whole copy or none bears its name; what a crash cut off is taken away by the next one.</summary>
    private static string Copy(OvLedger ledger, int version)
    {
        PrivateFolder.Create(ledger.Files.Copies);
        var copy = Path.Combine(ledger.Files.Copies, $"ov-schema-{version}-{ledger.Now:yyyyMMdd-HHmmss-fff}.db");
        foreach (var half in Directory.EnumerateFiles(ledger.Files.Copies, $"*{Unfinished}"))
        {
            File.Delete(half);
        }

        ledger.CopyTo(copy + Unfinished);
        File.Move(copy + Unfinished, copy, overwrite: true);
        return copy;
    }

    private static void Forget(string? copy)
    {
        if (copy is not null)
        {
            File.Delete(copy);
        }
    }
}
