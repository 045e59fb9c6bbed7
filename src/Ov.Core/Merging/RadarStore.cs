using Ov.Core.Ledger;

namespace Ov.Core.Merging;

/// <summary>Remembers in which files two versions of the project conflict. What is merged never changes, so an answer never grows old.</summary>
internal static class RadarStore
{
    /// <summary>How long an answer is kept; branches that are still compared then are compared again.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    /// <summary>The files; null when the two were not compared yet.</summary>
    public static IReadOnlyList<string>? Files(Sql sql, string one, string other) => sql.First(
        "SELECT files FROM radar WHERE one = ?1 AND other = ?2", row => row.List("files"), First(one, other), Second(one, other));

    public static void Put(Tx tx, string one, string other, IEnumerable<string> files) => tx.Sql.Run(
        "INSERT OR REPLACE INTO radar(one, other, files, at) VALUES (?1, ?2, ?3, ?4)", First(one, other), Second(one, other), TextList.Write(files), tx.Now);

    public static void Forget(Tx tx) => tx.Sql.Run("DELETE FROM radar WHERE at < ?1", tx.Now - Keep);

    private static string First(string one, string other) => string.CompareOrdinal(one, other) < 0 ? one : other;

    private static string Second(string one, string other) => string.CompareOrdinal(one, other) < 0 ? other : one;
}
