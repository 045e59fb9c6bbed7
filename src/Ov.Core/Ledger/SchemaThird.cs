namespace Ov.Core.Ledger;

/// <summary>From version 2 to 3: one part for each area that needs tables or columns of its own.</summary>
internal static class SchemaThird
{
<<<<<<< HEAD
    public const string Step = "" + SchemaHealth.Part;
=======
    public const string Step = "" + SchemaTracking.Part;
>>>>>>> 1d1ba8d (Tasks come from Markdown files and go back to them)
}
