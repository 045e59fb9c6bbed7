namespace Ov.Core.Ledger;

/// <summary>From version 3 to 4: one part for each area that needs tables or columns of its own.</summary>
internal static class SchemaFourth
{
    public const string Step = "" + SchemaPrices.Part + SchemaCompacting.Part + SchemaPlanning.Part + SchemaBoard.Part;
}
