using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Watching;

/// <summary>Gives back mail whose claimer died, and hands over what lies in the inbox of an agent that ended.</summary>
internal static class StaleMail
{
    public static IEnumerable<TickDecision> Release(TickContext context)
    {
        var files = context.Ledger.Files;
        var dead = context.Ledger.Read(MailClaims.Dead);
        if (dead.Count > 0)
        {
            var readers = string.Join(", ", dead.Select(claim => claim.Recipient).Distinct());
            yield return context.Try("claim", readers, "released", "whoever claimed this mail died before it acknowledged it",
                () => context.Ledger.Write(tx => MailClaims.ReleaseDead(tx, files)).Count > 0);
        }

        var ended = context.Ledger.Read(MailStore.EndedReaders);
        if (ended.Count > 0)
        {
            yield return context.Try("mail", string.Join(", ", ended), "handed over", "its reader ended", () => context.Ledger.Write(tx => MailHandover.Sweep(tx, files)).Count > 0);
        }
    }
}
