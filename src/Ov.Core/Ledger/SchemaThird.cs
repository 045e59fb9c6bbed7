namespace Ov.Core.Ledger;

/// <summary>From version 2 to 3: one part for each area that needs tables or columns of its own.</summary>
internal static class SchemaThird
{
    public const string Step = "" + SchemaHealth.Part + SchemaTracking.Part + SchemaLanding.Part + SchemaViews.Part + SchemaRuns.Part + SchemaBudgets.Part + SchemaReports.Part + SchemaBlocking.Part + SchemaWorktrees.Part + SchemaOutbox.Part + SchemaTrackers.Part;
}
