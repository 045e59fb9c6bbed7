using Ov.Core.Processes;

namespace Ov.Core.Ledger;

/// <summary>Brings an older ledger forward inside one transaction, after a copy was taken.</summary>
internal static class Migrations
{
    public static void Apply(OvLedger ledger, Sql sql, Action<string> execute, int found)
    {
        if (found > Schema.Version)
        {
            throw new OvException(
                ErrorCode.LedgerNewer, $"A newer ov wrote this ledger (schema {found}; this program knows {Schema.Version}).",
                "Use that newer ov, or update this one.");
        }

        using var turn = FileLock.Take(ledger.Files.WriteLock, TimeSpan.FromSeconds(30))
            ?? throw new OvException(ErrorCode.Busy, "Another process is writing to the ledger; it was not migrated.", "Run the command again.");
        var current = (int)(sql.Number("PRAGMA user_version") ?? 0);
        if (current == Schema.Version)
        {
            return;
        }

        if (current > 0)
        {
            PrivateFolder.Create(ledger.Files.Copies);
            ledger.CopyTo(Path.Combine(ledger.Files.Copies, $"ov-schema-{current}-{ledger.Now:yyyyMMdd-HHmmss-fff}.db"));
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

            execute($"PRAGMA user_version={Schema.Version}; COMMIT");
        }
        catch
        {
            execute("ROLLBACK");
            throw;
        }

        // Else every lone command that follows would first read the new tables out of the log.
        execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
