using Ov.Core.Ledger;

namespace Ov.Core.Agents;

/// <summary>Blocks of ports, so that two agents' servers do not meet. A block belongs to one live agent and is free when that ends.</summary>
public static class PortStore
{
    private const int First = 21_000, Size = 4, Blocks = 500;

    /// <summary>Takes the lowest block that no live agent has; empty when all are taken.</summary>
    public static IReadOnlyList<int> Take(Tx tx, string agentId)
    {
        var taken = tx.Sql.All("SELECT ports FROM agent WHERE ended_at IS NULL AND ports IS NOT NULL", row => row.Int("ports")).ToHashSet();
        for (var port = First; port < First + (Blocks * Size); port += Size)
        {
            if (taken.Add(port))
            {
                tx.Sql.Run("UPDATE agent SET ports = ?2 WHERE id = ?1", agentId, port);
                return [.. Enumerable.Range(port, Size)];
            }
        }

        return [];
    }
}
