namespace Ov.Core.Ledger;

/// <summary>Part of version 3: what agents whose sandbox forbids the ledger asked their host to do.</summary>
internal static class SchemaOutbox
{
    public const string Part = """

        -- Written with the effect of the request, or with its refusal: a file that is found again is only removed.
        CREATE TABLE outbox_request(id TEXT PRIMARY KEY, agent_id TEXT NOT NULL REFERENCES agent(id), at INTEGER NOT NULL) WITHOUT ROWID;
        """;
}
