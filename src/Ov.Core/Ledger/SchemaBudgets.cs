namespace Ov.Core.Ledger;

/// <summary>Of version 3: what was used, added up for budgets.</summary>
internal static class SchemaBudgets
{
    public const string Part = """

        -- By agent and task and run (their ids), role, and day (UTC). tokens: in and out, without caches. ms: how long turns ran, counted from this version on.
        CREATE TABLE spent(
          scope TEXT NOT NULL, key TEXT NOT NULL, turns INTEGER NOT NULL, tokens INTEGER NOT NULL, cost_micros INTEGER NOT NULL, ms INTEGER NOT NULL,
          PRIMARY KEY(scope, key)) WITHOUT ROWID;
        INSERT INTO spent
          SELECT 'agent', agent.id, agent.turn, coalesce(sum(usage.input + usage.output), 0), coalesce(sum(usage.cost_micros), 0), 0
          FROM agent LEFT JOIN usage ON usage.agent_id = agent.id GROUP BY agent.id;
        INSERT INTO spent
          SELECT part.scope, part.key, sum(part.turns), sum(part.tokens), sum(part.cost_micros), 0 FROM (
            SELECT 'role' AS scope, agent.role AS key, spent.turns, spent.tokens, spent.cost_micros FROM spent JOIN agent ON agent.id = spent.key
            UNION ALL SELECT 'task', agent.task_id, spent.turns, spent.tokens, spent.cost_micros FROM spent JOIN agent ON agent.id = spent.key WHERE agent.task_id IS NOT NULL
            UNION ALL SELECT 'run', agent.run_id, spent.turns, spent.tokens, spent.cost_micros FROM spent JOIN agent ON agent.id = spent.key) AS part
          GROUP BY part.scope, part.key;
        INSERT INTO spent
          SELECT 'day', strftime('%Y-%m-%d', at / 1000, 'unixepoch') AS day, count(DISTINCT agent_id || ' ' || turn), sum(input + output), coalesce(sum(cost_micros), 0), 0
          FROM usage GROUP BY day;
        -- What the turn that runs is expected to use yet.
        ALTER TABLE agent ADD COLUMN reserved_tokens INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE agent ADD COLUMN reserved_micros INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE agent ADD COLUMN reserved_ms INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX agent_created ON agent(created_at);
        """;
}
