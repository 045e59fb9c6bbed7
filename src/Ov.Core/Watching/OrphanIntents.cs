using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Watching;

/// <summary>Finishes or takes back what a process began and did not live to finish.</summary>
internal static class OrphanIntents
{
    public static IEnumerable<TickDecision> Repair(TickContext context)
    {
        foreach (var intent in context.Ledger.Read(Intents.AllOpen))
        {
            if (Decide(context, intent) is { } decision)
            {
                yield return decision;
            }
        }
    }

    /// <summary>Null when its owner lives and will finish it.</summary>
    private static TickDecision? Decide(TickContext context, IntentRecord intent) => OwnerOf(intent) switch
    {
        Liveness.Alive => null,
        Liveness.Dead when context.Memory?.MayTry(intent.Id, context.Ledger.Now) == false => null,
        Liveness.Unknown => new TickDecision("intent", $"{intent.Kind} {intent.Subject}", "left", "whether its owner lives cannot be seen from here", false),
        _ => Remembered(context, intent, context.Try("intent", $"{intent.Kind} {intent.Subject}", "repaired", "its owner died before the outcome was written", () => Repair(context, intent))),
    };

    private static TickDecision Remembered(TickContext context, IntentRecord intent, TickDecision decision)
    {
        if (!decision.Done)
        {
            context.Memory?.WasStuck(intent.Id, context.Ledger.Now);
        }

        return decision;
    }

    private static string? Repair(TickContext context, IntentRecord intent)
    {
        if (!Adopt(context.Ledger, intent))
        {
            return null;
        }

        var told = IntentRepairs.Run(context.App, intent);
        context.Ledger.Seams.Reach(KillPoint.TickRepaired);
        return told;
    }

    /// <summary>An intent of this very process is one that a repair or an earlier deed of ours left open: nobody else will finish it.</summary>
    private static Liveness OwnerOf(IntentRecord intent) => IsOurs(intent) ? Liveness.Dead : ProcessIdentity.Parse(intent.Owner)?.Liveness ?? Liveness.Dead;

    private static bool Adopt(OvLedger ledger, IntentRecord intent) => IsOurs(intent) || ledger.Write(tx => Intents.Adopt(tx, intent));

    private static bool IsOurs(IntentRecord intent) => intent.Owner == ProcessIdentity.Current().ToString();
}
