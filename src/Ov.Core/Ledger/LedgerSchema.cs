namespace Ov.Core.Ledger;

/// <summary>What <c>--version</c> tells of the ledger.</summary>
public static class LedgerSchema
{
    public static int Version => Schema.Version;
}
