namespace Ov.Core.Ledger;

/// <summary>A cheap sign that something was committed: sizes and times of the ledger's files, without opening them.</summary>
public sealed record LedgerStamp(long Length, DateTime Written, long LogLength, DateTime LogWritten)
{
    public static LedgerStamp Of(LedgerFiles files)
    {
        var (database, log) = (new FileInfo(files.Database), new FileInfo(files.Database + "-wal"));
        return new LedgerStamp(
            database.Exists ? database.Length : 0, database.LastWriteTimeUtc, log.Exists ? log.Length : 0, log.LastWriteTimeUtc);
    }
}
