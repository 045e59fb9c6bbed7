namespace Ov.Core.Ledger;

/// <summary>Of version 4: the part about money that was not told. An estimate stays what it was when the tokens were used, whatever they cost later.</summary>
internal static class SchemaPrices
{
    public const string Part = """

        ALTER TABLE usage ADD COLUMN estimate_micros INTEGER;
        """;
}
