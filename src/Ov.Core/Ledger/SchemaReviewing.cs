namespace Ov.Core.Ledger;

/// <summary>Of version 2 and never changed again: the part about what a person says before work lands.</summary>
internal static class SchemaReviewing
{
    public const string Step = """

        -- interactive or autonomous; null: what merge.policy says.
        ALTER TABLE run ADD COLUMN mode TEXT;

        -- The operator's last word on the entry (approved or changes), and the commit it is about.
        ALTER TABLE merge ADD COLUMN review TEXT;
        ALTER TABLE merge ADD COLUMN reviewed TEXT;
        """;
}
