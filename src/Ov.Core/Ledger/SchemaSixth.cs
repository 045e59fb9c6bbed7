namespace Ov.Core.Ledger;

/// <summary>From version 5 to 6: one part for each area that needs tables or columns of its own.</summary>
internal static class SchemaSixth
{
    public const string Step = "" + SchemaUsageSums.Part;
}
