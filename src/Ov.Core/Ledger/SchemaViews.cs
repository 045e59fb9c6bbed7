namespace Ov.Core.Ledger;

/// <summary>Of version 3: the part about looking back. Calls of tools are most of all events and come from the agent's index.</summary>
internal static class SchemaViews
{
    public const string Part = """

        CREATE INDEX event_run ON event(run_id, seq) WHERE run_id IS NOT NULL;
        CREATE INDEX event_type ON event(type, seq) WHERE type NOT IN ('tool.start', 'tool.end');
        CREATE INDEX event_trouble ON event(seq) WHERE level IN ('warn', 'error');
        """;
}
