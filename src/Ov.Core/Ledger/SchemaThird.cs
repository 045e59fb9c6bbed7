namespace Ov.Core.Ledger;

/// <summary>From version 2 to 3: one part for each area that needs tables or columns of its own.</summary>
internal static class SchemaThird
{
<<<<<<< HEAD
    public const string Step = "" + SchemaHealth.Part + SchemaLanding.Part;
=======
    public const string Step = "" + SchemaLanding.Part;
>>>>>>> 51ca805 (An undone branch is queued again and held, and reverted work can land once more; a run's branch follows by an intent that is repaired)
}
