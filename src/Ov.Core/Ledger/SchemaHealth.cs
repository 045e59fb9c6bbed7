namespace Ov.Core.Ledger;

/// <summary>Of version 3: what holds agents up, and limits of their runtimes' accounts.</summary>
internal static class SchemaHealth
{
    public const string Part = """

        -- What holds it up, as its runtime, its screen or its mail said: answer, prompt, limited or context_full.
        ALTER TABLE agent ADD COLUMN obstacle TEXT;
        ALTER TABLE agent ADD COLUMN obstacle_text TEXT;
        ALTER TABLE agent ADD COLUMN obstacle_since INTEGER;
        ALTER TABLE agent ADD COLUMN obstacle_until INTEGER;
        -- Tokens that its conversation takes, as its runtime last said, and the model's window where it says that.
        ALTER TABLE agent ADD COLUMN context_used INTEGER;
        ALTER TABLE agent ADD COLUMN context_window INTEGER;
        -- The last rung that a stalled agent was helped by; void once it has moved since. cpu: milliseconds its turn had used by then.
        CREATE TABLE ladder(
          agent_id TEXT PRIMARY KEY REFERENCES agent(id), rung TEXT NOT NULL, at INTEGER NOT NULL, activity_at INTEGER NOT NULL, cpu INTEGER) WITHOUT ROWID;
        CREATE INDEX agent_restarted ON agent(ended_at) WHERE created_by = 'watch';
        -- Until when no turn of a runtime begins; tries: how often in a row it said so.
        CREATE TABLE runtime_limit(
          runtime TEXT PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL, tries INTEGER NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
        """;
}
