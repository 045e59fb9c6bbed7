using System.Globalization;
using Ov.Core.Ledger;

namespace Ov.Core.Worktrees;

/// <summary>Which ports belong to which worktree. They stay its own over restarts until it goes; no port has two owners.</summary>
public static class PortStore
{
    /// <summary>The ports of an owner in order; empty when it has none.</summary>
    public static IReadOnlyList<int> Of(Sql sql, string owner) => sql.All("SELECT port FROM port WHERE owner = ?1 ORDER BY slot", row => row.Int("port"), owner);

    /// <summary>The owner's ports, taken now if it has none.</summary>
    /// <param name="owner">A worktree's id, or another word that stands for a place where commands run.</param>
    /// <param name="name">Decides where the search begins.</param>
    /// <exception cref="OvException">limit-ports.</exception>
    public static IReadOnlyList<int> Ensure(Tx tx, string owner, string name, PortPlan plan)
    {
        var ports = Of(tx.Sql, owner);
        return ports.Count > 0 || plan.Count == 0 ? ports : Take(tx, owner, name, plan);
    }

    public static void Release(Tx tx, string owner) => tx.Sql.Run("DELETE FROM port WHERE owner = ?1", owner);

    private static IReadOnlyList<int> Take(Tx tx, string owner, string name, PortPlan plan)
    {
        var taken = tx.Sql.All("SELECT port FROM port", row => row.Int("port")).ToHashSet();
        if (plan.Pick(name, taken) is not { } ports)
        {
            throw new OvException(
                ErrorCode.LimitPorts, string.Create(CultureInfo.InvariantCulture, $"No {plan.Count} free ports are left for {name} in {plan.Range}: worktrees hold {taken.Count} of them, programs listen on others."),
                "Remove worktrees that are done ('ov worktree clean'), or widen worktrees.ports.range.");
        }

        for (var slot = 0; slot < ports.Count; slot++)
        {
            tx.Sql.Run("INSERT INTO port(port, owner, slot) VALUES (?1, ?2, ?3)", ports[slot], owner, slot);
        }

        return ports;
    }
}
