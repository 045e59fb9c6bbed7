using Ov.Core.Ledger;

namespace Ov.Core.Outboxes;

/// <summary>Which requests of outboxes have had their effect or were refused: each has one, however often its file is found.</summary>
public static class OutboxStore
{
    public static bool Knows(Sql sql, string id) => sql.Number("SELECT 1 FROM outbox_request WHERE id = ?1", id) is not null;

    /// <summary>In the transaction of its effect.</summary>
    public static void Add(Tx tx, string id, string agentId) =>
        tx.Sql.Run("INSERT INTO outbox_request(id, agent_id, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", id, agentId, tx.Now);
}
