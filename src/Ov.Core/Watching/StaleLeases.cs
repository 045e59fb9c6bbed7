using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>Frees leases whose holder's process is gone. A living holder keeps its lease however long it takes.</summary>
internal static class StaleLeases
{
    public static IEnumerable<TickDecision> Release(TickContext context)
    {
        foreach (var lease in context.Ledger.Read(LeaseStore.All).Where(lease => lease.IsDead))
        {
            yield return context.Try("lease", lease.Name, "freed", $"{lease.Holder} held it and its process is gone",
                () => context.Ledger.Write(tx => LeaseStore.Free(tx, lease, Caller.Watch.Actor)));
        }
    }
}
