using Ov.Core.Gates;
using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>
/// A gate whose time is over, or whose run has ended, is asked of nobody any more, and whoever opened it is told. It goes on holding what
/// it held: silence is no yes.
/// </summary>
internal static class GatesExpired
{
    public static IEnumerable<TickDecision> Expire(TickContext context)
    {
        foreach (var gate in context.Ledger.Read(sql => GateStore.Overdue(sql, context.Ledger.Now)))
        {
            yield return context.Try("gate", gate.Id, "expired", "nobody answered in time, or its run has ended", () => Expire(context.Ledger, gate.Id));
        }
    }

    private static bool Expire(OvLedger ledger, string id) => ledger.Write(tx =>
    {
        if (GateStore.ById(tx.Sql, id) is not { State: GateState.Pending } gate)
        {
            return false;
        }

        GateStore.Expire(tx, id);
        tx.Record(new EventDraft("gate.expired") { RunId = gate.RunId, Actor = Agents.Caller.Watch.Actor, AgentId = gate.OpenerId, TaskId = gate.TaskId, Subject = id, Text = $"{gate.Kind.Word()}: {gate.Question}" });
        GateDecider.Tell(tx, gate, $"{gate.Kind.Word()} gate: expired", $"{gate.Question}\nNobody answered in time. Ask again where it still matters.", null);
        return true;
    });
}
