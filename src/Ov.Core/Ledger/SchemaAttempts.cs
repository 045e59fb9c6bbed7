namespace Ov.Core.Ledger;

/// <summary>Part of version 5: what ends an attempt beside a report or a failure, and what a report holds.</summary>
internal static class SchemaAttempts
{
    public const string Part = """

        -- outcome: canceled, where nobody answered its question; continue, at a full window; NULL where completed tells it all.
        ALTER TABLE task_attempt ADD COLUMN outcome TEXT;
        -- report: JSON with the changes or the findings that a report named; NULL for none.
        ALTER TABLE task_attempt ADD COLUMN report TEXT;
        """;
}
