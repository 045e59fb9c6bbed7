using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Watching;

/// <summary>Frees leases whose holder's process is gone. A living holder keeps its lease however long it takes.</summary>
internal static class StaleLeases
{
    public static IEnumerable<TickDecision> Release(TickContext context)
    {
        foreach (var lease in context.Ledger.Read(LeaseStore.All).Where(IsDead))
        {
            yield return context.Try("lease", lease.Name, "freed", $"{lease.Holder} held it and its process is gone",
                () => context.Ledger.Write(tx => LeaseStore.Free(tx, lease, Caller.Watch.Actor)));
        }
    }

    private static bool IsDead(LeaseRecord lease) => ProcessIdentity.Parse(lease.Process)?.Liveness is null or Liveness.Dead;
}
