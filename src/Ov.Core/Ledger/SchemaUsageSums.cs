namespace Ov.Core.Ledger;

/// <summary>Of version 6: the part about what turns used, added up as it comes in, so that no view of costs reads every turn there ever was.</summary>
internal static class SchemaUsageSums
{
    public const string Part = """

        DROP INDEX usage_agent;
        CREATE INDEX usage_turn ON usage(agent_id, turn, model);
        CREATE INDEX usage_at ON usage(at);

        -- A report of a turn with what it counts for. A turn counts once, where it reported first: turns over all models, model_turns for each.
        -- task_id and model are '' for none; day is the days since 1970 in UTC.
        CREATE VIEW usage_part AS
          SELECT seq, at, agent_id, coalesce(task_id, '') AS task_id, coalesce(model, '') AS model, at / 86400000 AS day, run_id, role, runtime,
            NOT EXISTS (SELECT 1 FROM usage AS e WHERE e.agent_id = u.agent_id AND e.turn = u.turn AND e.seq < u.seq) AS turns,
            NOT EXISTS (SELECT 1 FROM usage AS e WHERE e.agent_id = u.agent_id AND e.turn = u.turn AND e.model IS u.model AND e.seq < u.seq) AS model_turns,
            input, output, cache_read, cache_write, cost_micros, estimate_micros,
            CASE WHEN cost_micros IS NULL AND estimate_micros IS NULL THEN input + output + cache_read + cache_write ELSE 0 END AS unpriced, at AS last
          FROM usage AS u;
        CREATE TABLE usage_sum(
          agent_id TEXT NOT NULL REFERENCES agent(id), task_id TEXT NOT NULL, model TEXT NOT NULL, day INTEGER NOT NULL, run_id TEXT NOT NULL, role TEXT NOT NULL, runtime TEXT NOT NULL,
          turns INTEGER NOT NULL, model_turns INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, cache_read INTEGER NOT NULL, cache_write INTEGER NOT NULL,
          cost_micros INTEGER, estimate_micros INTEGER, unpriced INTEGER NOT NULL, last INTEGER NOT NULL,
          PRIMARY KEY(agent_id, task_id, model, day, run_id, role, runtime)) WITHOUT ROWID;
        CREATE INDEX usage_sum_run ON usage_sum(run_id);
        CREATE INDEX usage_sum_task ON usage_sum(task_id);
        CREATE INDEX usage_sum_day ON usage_sum(day);
        INSERT INTO usage_sum
          SELECT agent_id, task_id, model, day, run_id, role, runtime, sum(turns), sum(model_turns), sum(input), sum(output), sum(cache_read), sum(cache_write),
            sum(cost_micros), sum(estimate_micros), sum(unpriced), max(last)
          FROM usage_part GROUP BY agent_id, task_id, model, day, run_id, role, runtime;
        CREATE TRIGGER usage_added AFTER INSERT ON usage BEGIN
          INSERT INTO usage_sum
            SELECT agent_id, task_id, model, day, run_id, role, runtime, turns, model_turns, input, output, cache_read, cache_write, cost_micros, estimate_micros, unpriced, last
            FROM usage_part WHERE seq = new.seq
          ON CONFLICT DO UPDATE SET turns = turns + excluded.turns, model_turns = model_turns + excluded.model_turns, input = input + excluded.input, output = output + excluded.output,
            cache_read = cache_read + excluded.cache_read, cache_write = cache_write + excluded.cache_write,
            cost_micros = CASE WHEN cost_micros IS NULL THEN excluded.cost_micros ELSE cost_micros + coalesce(excluded.cost_micros, 0) END,
            estimate_micros = CASE WHEN estimate_micros IS NULL THEN excluded.estimate_micros ELSE estimate_micros + coalesce(excluded.estimate_micros, 0) END,
            unpriced = unpriced + excluded.unpriced, last = max(last, excluded.last);
        END;
        """;
}
