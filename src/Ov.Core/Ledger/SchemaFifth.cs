namespace Ov.Core.Ledger;

/// <summary>From version 4 to 5: one part for each area that needs tables or columns of its own.</summary>
internal static class SchemaFifth
{
    public const string Step = "" + SchemaPlanSteps.Part + SchemaContext.Part + SchemaHandingOver.Part + SchemaAttempts.Part + SchemaRequests.Part + SchemaMailOfTasks.Part;
}
