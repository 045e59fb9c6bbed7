using System.Text;
using Ov.Core.Text;

namespace Ov.Core.Ledger;

/// <summary>The one source of ids: a kind and 8 random base32 characters. On a test ledger with <c>OV_TEST_IDS</c> they count up instead.</summary>
public sealed class Ids
{
    private readonly bool _counting;

    private Ids(bool counting) => _counting = counting;

    public static Ids Random { get; } = new(false);

    public static Ids Counting { get; } = new(true);

    internal string Next(Tx tx, string kind) => $"{kind}-{(_counting ? Count(tx) : RandomText.Word(8))}";

    /// <summary>32 random bytes in hex: an agent's secret or an operator token.</summary>
    public static string NewSecret() => RandomText.Hex(32);

    /// <summary>What is stored of a secret.</summary>
    public static string HashSecret(string secret) => Sha256.HexOf(Encoding.UTF8.GetBytes(secret));

    private static string Count(Tx tx)
    {
        var next = (tx.Sql.Number("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'test_ids'") ?? 0) + 1;
        tx.Sql.Run("INSERT INTO meta(key, value) VALUES ('test_ids', ?1) ON CONFLICT(key) DO UPDATE SET value = ?1", next.ToString());
        return next.ToString("00000000");
    }
}
