using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Mail;

/// <summary>
/// Takes what waits in the caller's inbox. An empty inbox costs one read and no lock. What was taken must then be acknowledged
/// (<see cref="Shown"/>) or given back (<see cref="NotShown"/>), depending on whether it reached its reader.
/// </summary>
public static class MailChecker
{
    /// <summary>How many messages one hook call shows; the rest follows at the next.</summary>
    private const int HookLimit = 20;

    public static CheckedMail Check(OvApp app, Caller caller)
    {
        var reader = caller.MailName;
        if (!app.Ledger.Read(sql => MailStore.HasQueued(sql, reader)))
        {
            return new CheckedMail(reader, 0, [], "");
        }

        app.Ledger.StoresNoWords();
        var process = ProcessIdentity.Current().ToString();
        var claim = app.Ledger.Write(tx => MailClaims.Claim(tx, reader, caller.Agent, process));
        app.Ledger.Seams.Reach(KillPoint.MailClaimed);
        return Answer(reader, claim, 0);
    }

    /// <summary>
    /// For a hook: first acknowledges what this session's earlier hook call showed (it is in the session's context now), then claims.
    /// </summary>
    /// <param name="urgent">Only what is of high or urgent priority: for a hook in the middle of a turn.</param>
    public static CheckedMail CheckForHook(OvApp app, Caller caller, bool urgent = false)
    {
        var reader = caller.MailName;
        if (!app.Ledger.Read(sql => MailStore.HasQueuedOrDelivered(sql, reader)))
        {
            return new CheckedMail(reader, 0, [], "");
        }

        var session = HookSession.Of(caller);
        if (!app.Ledger.Read(sql => HasWork(sql, reader, session, urgent)))
        {
            return new CheckedMail(reader, 0, [], "");
        }

        app.Ledger.StoresNoWords();
        var process = ProcessIdentity.Current().ToString();
        var (claim, more) = app.Ledger.Write(tx =>
        {
            MailClaims.AcknowledgeShown(tx, reader, session);
            return (MailClaims.Claim(tx, reader, caller.Agent, process, HookLimit, urgent), urgent ? 0 : MailStore.CountQueued(tx.Sql, reader));
        });
        app.Ledger.Seams.Reach(KillPoint.MailClaimed);
        return Answer(reader, claim, more);
    }

    /// <summary>The reader has it: delivered → read.</summary>
    public static void Shown(OvApp app, CheckedMail taken)
    {
        if (taken.ClaimId.Length > 0)
        {
            app.Ledger.Write(tx => MailClaims.Acknowledge(tx, taken.ClaimId));
        }
    }

    /// <summary>The session has it, and its next hook call or the good end of its turn acknowledges it.</summary>
    public static void ShownToSession(OvApp app, Caller caller, CheckedMail taken)
    {
        if (taken.ClaimId.Length > 0)
        {
            app.Ledger.Write(tx => MailClaims.ShownTo(tx, taken.ClaimId, HookSession.Of(caller)));
        }
    }

    /// <summary>The output could not be written: delivered → queued.</summary>
    public static void NotShown(OvApp app, CheckedMail taken)
    {
        if (taken.ClaimId.Length > 0)
        {
            app.Ledger.Write(tx => MailClaims.Release(tx, taken.ClaimId, "its output could not be written"));
        }
    }

    private static bool HasWork(Sql sql, string reader, string session, bool urgent) => (urgent ? MailStore.HasUrgent(sql, reader) : MailStore.HasQueued(sql, reader))
        || MailStore.OpenClaimsOf(sql, reader).Exists(claim => MailClaims.IsOfSession(claim, session));

    private static CheckedMail Answer(string reader, MailClaim claim, long more) =>
        new(reader, claim.Messages.Count, [.. claim.Messages.Select(MailItem.Of)], claim.ClaimId)
        {
            Text = MailFence.Render(claim.Messages, MailFence.NewMarker(), more),
        };
}
